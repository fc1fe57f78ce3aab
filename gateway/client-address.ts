import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The network address that a request came from, as callers are counted by it. */
export type ClientAddress = (request: IncomingMessage) => string;

type Ip = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Reads clients' addresses. `X-Forwarded-For` is believed only as far back as proxies among `trustedProxies` (addresses and ranges) wrote it:
 * anyone can send one. IPv6 addresses are counted by their /64, which is what one customer gets of a provider.
 */
export function clientAddresses(trustedProxies: readonly string[]): ClientAddress {
  const ranges = trustedProxies.map(rangeOf);
  const isTrusted = (ip: Ip) =>
    ranges.some(([network, bits]) => ip.kind() === network.kind() && ip.match(network, bits));
  // A kept-alive connection brings many requests.
  const peers = new WeakMap<Socket, { ip: Ip | undefined; key: string }>();

  function peerOf(socket: Socket): { ip: Ip | undefined; key: string } {
    let peer = peers.get(socket);
    if (!peer) {
      const ip = ipOf(socket.remoteAddress ?? '');
      peers.set(socket, (peer = { ip, key: ip ? keyOf(ip) : 'unknown' }));
    }
    return peer;
  }

  return ({ socket, headers }) => {
    const { ip, key } = peerOf(socket);
    const forwarded = headers['x-forwarded-for'];
    if (ranges.length === 0 || !ip || typeof forwarded !== 'string' || !isTrusted(ip)) return key;
    let client = ip;
    for (const hop of forwarded.split(',').toReversed()) {
      const next = ipOf(hop.trim());
      if (!next) break;
      client = next;
      if (!isTrusted(client)) break;
    }
    return keyOf(client);
  };
}

function rangeOf(text: string): [network: Ip, bits: number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const ip = ipaddr.process(text);
  return [ip, ip.kind() === 'ipv4' ? 32 : 128];
}

/** Some proxies write the port too. */
function ipOf(text: string): Ip | undefined {
  const address = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}

function keyOf(ip: Ip): string {
  if (ip.kind() === 'ipv4') return ip.toString();
  const [a, b, c, d] = (ip as ipaddr.IPv6).parts.map((part) => part.toString(16));
  return `${a}:${b}:${c}:${d}::/64`;
}
