export { ACCESS, OUTSIDE_ROLES, OUTSIDE_TYPES } from './access.ts';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export type { IsReady, Readiness } from './http/readiness.ts';
export type { GatewayLimits } from './limits.ts';
