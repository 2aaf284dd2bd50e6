import { isIPv4, isIPv6 } from 'node:net';

/**
 * The network that one sender has to itself: an IPv4 address, or the first 64 bits of an IPv6 address, because a
 * subscriber gets at least that many addresses (RFC 6177). Undefined for a text that is no address.
 */
export function networkOf(address: string): string | undefined {
  const plain = plainAddress(address);
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return undefined;
  const [head = '', tail] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const [first, last] = [head, tail ?? ''].map(part => part.split(':').filter(group => group !== ''));
  const zeros = tail === undefined ? 0 : 8 - (first?.length ?? 0) - (last?.length ?? 0);
  const groups = [...(first ?? []), ...Array<string>(zeros).fill('0'), ...(last ?? [])];
  return `${groups.slice(0, 4).join(':')}::/64`;
}

/** Without the zone of a link-local address, and an IPv4 address as itself where it is mapped into IPv6. */
export const plainAddress = (address: string): string =>
  address.replace(/%.*$/s, '').replace(/^::ffff:(?=\d+\.)/i, '');
