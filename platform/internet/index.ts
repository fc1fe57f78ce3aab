export { AddressGuard, AddressRefused, isPublicAddress, type ResolveHost } from './address-guard.ts';
export { GuardedAgents, type GuardedAgentsOptions } from './guarded-agents.ts';
