import { isIP } from 'node:net';

const isLoopback = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost') || /^127(?:\.\d{1,3}){3}$/.test(name) || name === '::1';

/**
 * Whether a request was meant for us. A page of a stranger whose name was made to lead here (DNS rebinding) comes with that
 * name, so that names are none but those of this machine and the one that we were told to listen at; an address, which no
 * page can have made lead elsewhere, will do where others than this machine may ask. Pure.
 * @param header the request's `Host`
 * @param host what we listen at
 */
export function isAllowedHost(header: string | undefined, host: string): boolean {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(header ?? '') ?? [];
  const name = (bracketed ?? plain ?? '').toLowerCase();
  return isLoopback(name) || (name !== '' && name === host.toLowerCase()) || (!isLoopback(host.toLowerCase()) && isIP(name) !== 0);
}
