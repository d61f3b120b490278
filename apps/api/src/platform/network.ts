import { createHmac } from 'node:crypto';
import { isIPv6 } from 'node:net';

/** The network of an address as tries are counted: who reads the count cannot work the address out of it. */
export function countedNetwork(secret: string, what: string, ip: string): Buffer {
  const key = createHmac('sha256', secret).update(what).digest();
  return createHmac('sha256', key).update(networkOf(ip)).digest();
}

/** One line of IPv6 has 2⁶⁴ addresses to rotate through: its first half counts as one. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.startsWith('::ffff:')) return ip.replace(/^::ffff:/, '');
  const [head = '', tail] = ip.split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail?.split(':').filter(Boolean) ?? [];
  const all =
    tail === undefined ? groups : [...groups, ...Array<string>(8 - groups.length - after.length).fill('0'), ...after];
  return all.slice(0, 4).join(':');
}
