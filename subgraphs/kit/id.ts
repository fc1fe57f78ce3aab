import { v7 } from 'uuid';

/** A new opaque id, sortable by time of making: `turn_0192f3…` (prefix, underscore, 32 hex digits of a UUIDv7). */
export function newId(prefix: string): string {
  return `${prefix}_${v7().replaceAll('-', '')}`;
}
