export { releaseFileLock, takeFileLock, withFileLock } from './file-lock.ts';
export { commandOf, endProcess, isAlive, newProcessName } from './process-state.ts';
