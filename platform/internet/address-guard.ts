import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import ipaddr from 'ipaddr.js';

/** The address would let a request of ours reach into a private network. */
export class AddressRefused extends Error {
  constructor(host: string) {
    super(`${host} is not an address on the public internet`);
    this.name = 'AddressRefused';
  }
}

/** All addresses of a host name. */
export type ResolveHost = (host: string) => Promise<LookupAddress[]>;

// Of version 6 all that is given out for the public internet lies in here (IANA's IPv6 global unicast registry). ipaddr.js calls whatever it has no
// name for `unicast`, `::a.b.c.d` too, which carries an address of version 4.
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');
// A public address by its range, but on Azure machines it answers with the machine's own configuration.
const PUBLIC_METADATA = new Set(['168.63.129.16']);

/**
 * Keeps requests to addresses that people name on the public internet. Names are judged by the very addresses that are then connected to, so a name that
 * resolves to something else a moment later (DNS rebinding) gains nothing.
 */
export class AddressGuard {
  readonly #privateHosts: ReadonlySet<string>;
  readonly #resolve: ResolveHost;

  /** `privateHosts` lists what may be private: `host`, or `host:port`. */
  constructor({
    privateHosts = [],
    resolve = resolveBySystem,
  }: {
    privateHosts?: readonly string[];
    resolve?: ResolveHost;
  }) {
    this.#privateHosts = new Set(privateHosts.map((host) => host.toLowerCase()));
    this.#resolve = resolve;
  }

  /** Whether the configuration names this host, or this port of it, so that no check is made. */
  mayBePrivate(url: string): boolean {
    const { hostname, host } = new URL(url);
    return this.#privateHosts.has(bareHost(hostname)) || this.#privateHosts.has(host);
  }

  /**
   * Node connects to a literal address without asking `lookup`, so it is judged here, before.
   * @throws AddressRefused for a literal that is not public.
   */
  checkLiteral(url: string): void {
    const host = bareHost(new URL(url).hostname);
    if (ipaddr.isValid(host)) check(host, host);
  }

  /** For `net.connect` and `tls.connect`: resolves to public addresses or fails with AddressRefused. */
  readonly lookup: LookupFunction = (host, { all, family }, callback) => {
    this.#lookUp(host, (error, addresses) => {
      const fitting = (addresses ?? []).filter((address) => !family || familyNumber(family) === address.family);
      const [first] = fitting;
      if (error || !first) callback(error ?? notFound(host), '', 0);
      else if (all) callback(null, fitting);
      else callback(null, first.address, first.family);
    });
  };

  readonly #lookUp = callbackify((host: string) => this.#publicAddresses(host));

  async #publicAddresses(host: string): Promise<LookupAddress[]> {
    const addresses = await this.#resolve(host);
    for (const { address } of addresses) check(host, address);
    return addresses;
  }
}

function check(host: string, address: string): void {
  if (!isPublicAddress(address)) throw new AddressRefused(host);
}

/** False for every range set aside: private, loopback, link-local, shared, multicast, reserved, and v6 forms that carry a v4 address. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv6 && !parsed.match(GLOBAL_UNICAST)) return false;
  return parsed.range() === 'unicast' && !PUBLIC_METADATA.has(parsed.toString());
}

const resolveBySystem: ResolveHost = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function familyNumber(family: number | 'IPv4' | 'IPv6'): number {
  return family === 'IPv4' ? 4 : family === 'IPv6' ? 6 : family;
}

function notFound(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' });
}
