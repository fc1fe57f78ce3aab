import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { AddressGuard, isPublicAddress } from '../../../platform/internet/index.ts';

function lookUp(guard: AddressGuard, host: string): Promise<string | LookupAddress[]> {
  return new Promise((resolve, reject) => {
    guard.lookup(host, { all: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });
}

describe('which addresses are public', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:4700:4700::1111', '::ffff:8.8.8.8'])('%s is', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(
    (
      '127.0.0.1 127.9.9.9 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 100.64.0.1 100.100.100.200 169.254.169.254 168.63.129.16 ' +
      '192.0.0.192 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 fe80::1 fc00::1 fd00:ec2::254 ff02::1 ' +
      '::ffff:127.0.0.1 ::ffff:7f00:1 ::7f00:1 ::a9fe:a9fe ::2 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 4000::1 nonsense'
    ).split(' '),
  )('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('the address guard', () => {
  it('judges the very addresses that are connected to, so a name that moves after its check gains nothing', async () => {
    const answers = ['93.184.216.34', '169.254.169.254'];
    const guard = new AddressGuard({ resolve: () => Promise.resolve([{ address: answers.shift() ?? '', family: 4 }]) });
    expect(await lookUp(guard, 'rebinding.test')).toEqual([{ address: '93.184.216.34', family: 4 }]);
    await expect(lookUp(guard, 'rebinding.test')).rejects.toThrow(
      'rebinding.test is not an address on the public internet',
    );
  });

  it('refuses a name with one private address among public ones', async () => {
    const addresses = [
      { address: '93.184.216.34', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    const guard = new AddressGuard({ resolve: () => Promise.resolve(addresses) });
    await expect(lookUp(guard, 'mixed.test')).rejects.toThrow('mixed.test is not an address');
  });

  it('judges literal addresses in every spelling a URL allows', () => {
    const guard = new AddressGuard({});
    for (const host of [
      '127.0.0.1',
      '2130706433',
      '0x7f.1',
      '017700000001',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '[::127.0.0.1]',
    ])
      expect(() => guard.checkLiteral(`http://${host}/`)).toThrow('is not an address on the public internet');
    expect(() => guard.checkLiteral('http://93.184.216.34/')).not.toThrow();
  });

  it('lets through what the configuration names, a host or one port of it', () => {
    const guard = new AddressGuard({ privateHosts: ['127.0.0.1:4000', 'Intranet.example'] });
    expect(guard.mayBePrivate('http://127.0.0.1:4000/a')).toBe(true);
    expect(guard.mayBePrivate('https://intranet.example:8443/')).toBe(true);
    expect(guard.mayBePrivate('http://127.0.0.1:4001/a')).toBe(false);
    expect(guard.mayBePrivate('http://127.0.0.2:4000/')).toBe(false);
  });
});
