export { type Config, ConfigError, loadConfig } from './config.ts';
export { silenceTelemetry } from './telemetry.ts';
