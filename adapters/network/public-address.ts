import { lookup as lookUp, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** IPv4 networks that are not the public Internet (IANA's special-purpose registry, RFC 6890). */
const NOT_PUBLIC_IPV4: readonly [network: string, prefix: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];

/** Within 2000::/3: Teredo and protocol assignments, documentation, and 6to4, which contains any IPv4 address. */
const NOT_PUBLIC_IPV6: readonly [network: string, prefix: number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const notPublic = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_IPV4) notPublic.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of NOT_PUBLIC_IPV6) notPublic.addSubnet(network, prefix, 'ipv6');
/** Only this network has global unicast addresses (RFC 4291 §2.4). Mapped and NAT64 addresses are outside it. */
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one of the public Internet. False for anything else, such as a name. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !notPublic.check(address, 'ipv4');
  return isIP(address) === 6 && globalUnicast.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** The code of the error for a host that is not public. */
export const NOT_PUBLIC = 'ENOTPUBLIC';
const notPublicError = (host: string): Error =>
  Object.assign(new Error(`${host} is not a public address.`), { code: NOT_PUBLIC });

/**
 * A lookup for `net.connect` that refuses a name if any of its addresses is not public. The connection is made to what was
 * checked, so a name that resolves to something else later gains nothing. Addresses in place of names are never looked up:
 * check them with {@link isPublicAddress}.
 */
export const publicLookup =
  (resolve: LookupFunction = lookUp): LookupFunction =>
  (host, options, done) =>
    resolve(host, { ...options, all: true }, (error, found) => {
      const addresses = error ? [] : (found as LookupAddress[]);
      const [first] = addresses;
      if (error) done(error, '');
      else if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
        done(notPublicError(host), '');
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
