export { type Clock, systemClock } from './clock.ts';
export { Lifecycle } from './lifecycle.ts';
export { announceRunning } from './running-file.ts';
export { onTermination } from './termination.ts';
export { WakeUp } from './wake-up.ts';
