import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clientAddresses } from '../../gateway/client-address.ts';

/** A request from `remoteAddress` that claims to be forwarded. */
function request(remoteAddress: string | undefined, forwarded?: string): IncomingMessage {
  return { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } as unknown as IncomingMessage;
}

describe('the address of a client', () => {
  it('is that of its connection, whatever it claims', () => {
    const addressOf = clientAddresses([]);
    expect(addressOf(request('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9');
    expect(addressOf(request('::ffff:203.0.113.9'))).toBe('203.0.113.9');
    expect(addressOf(request(undefined))).toBe('unknown');
  });

  it('is of IPv6 the /64 that its owner may change within', () => {
    const addressOf = clientAddresses([]);
    expect(addressOf(request('2001:db8:1:2:3:4:5:6'))).toBe('2001:db8:1:2::/64');
    expect(addressOf(request('2001:db8:1:2::9'))).toBe('2001:db8:1:2::/64');
    expect(addressOf(request('2001:db8:1:3::9'))).toBe('2001:db8:1:3::/64');
  });

  it('is behind trusted proxies the last one that no trusted proxy has, so that what a client made up stays unread', () => {
    const addressOf = clientAddresses(['10.0.0.0/8', '2001:db8::1']);
    expect(addressOf(request('10.0.0.1', '198.51.100.1'))).toBe('198.51.100.1');
    expect(addressOf(request('::ffff:10.0.0.1', '1.1.1.1, 198.51.100.1, 10.9.9.9'))).toBe('198.51.100.1');
    expect(addressOf(request('2001:db8::1', '198.51.100.1:55123'))).toBe('198.51.100.1');
    expect(addressOf(request('10.0.0.1', '[2001:db8:7:7::1]:443'))).toBe('2001:db8:7:7::/64');
    expect(addressOf(request('198.51.100.7', '203.0.113.1'))).toBe('198.51.100.7');
    expect(addressOf(request('10.0.0.1', 'unknown'))).toBe('10.0.0.1');
    expect(addressOf(request('10.0.0.1'))).toBe('10.0.0.1');
  });
});
