export { releaseFileLock, takeFileLock, withFileLock } from './file-lock.ts';
export { freePort, isFree } from './free-port.ts';
export { commandOf, endProcess, isAlive, newProcessName } from './process-state.ts';
