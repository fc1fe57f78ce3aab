/**
 * Keeps libraries from reporting home. Apollo Gateway's constructor starts an hourly export to Apollo's servers and reads only this variable;
 * a value that the operator has set stays.
 */
export function silenceTelemetry(environment: NodeJS.ProcessEnv = process.env): void {
  environment['APOLLO_TELEMETRY_DISABLED'] ??= 'true';
}
