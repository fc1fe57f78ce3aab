export { releaseFileLock, takeFileLock, withFileLock } from './file-lock.ts';
export { commandOf, endProcess, isAlive } from './process-state.ts';
