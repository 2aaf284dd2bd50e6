import { BlockList, isIP, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import { networkOf, plainAddress } from '../../adapters/network/network-of.ts';
import type { AddressOf } from '../../services/companion/companion-parts.ts';

/**
 * Gives where requests came from. If a request comes from one of these proxies, its sender is the last entry of
 * `X-Forwarded-For`, which that proxy added. From anybody else the header is ignored, as is an entry that is no address.
 *
 * @param proxies addresses, or networks such as `10.0.0.0/8`
 */
export function addressBehind(proxies: readonly string[]): AddressOf {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    if (bits === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, Number(bits), familyOf(address));
  }
  /** The addresses found already: several rate limits ask about the same request. */
  const known = new WeakMap<Request, ReturnType<AddressOf>>();
  const find: AddressOf = c => {
    const address = plainAddress(getConnInfo(c).remote.address ?? '');
    const socket = networkOf(address) ?? 'unknown';
    const isProxy = isIP(address) !== 0 && trusted.check(address, familyOf(address));
    const forwarded = isProxy ? c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
    return { socket, sender: networkOf(forwarded ?? '') ?? socket };
  };
  return c => {
    const addresses = known.get(c.req.raw) ?? find(c);
    known.set(c.req.raw, addresses);
    return addresses;
  };
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** Whether a text is an address, or a network such as `10.0.0.0/8`. */
export function isNetwork(text: string): boolean {
  const [address = '', bits = '0', ...more] = text.split('/');
  const most = isIPv6(address) ? 128 : 32;
  return isIP(address) !== 0 && more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}
