import { isIP } from 'node:net';

const isLoopback = (name: string): boolean => name === 'localhost' || name.endsWith('.localhost') || /^127(?:\.\d{1,3}){3}$/.test(name) || name === '::1';

/** As others call a machine: by its whole name, by the first part of it, and in its own network. */
function namesOf(machine: string): string[] {
  const [first = ''] = machine.toLowerCase().split('.');
  return first === '' ? [] : [machine.toLowerCase(), first, `${first}.local`];
}

/**
 * Whether a request was meant for us. A page of a stranger whose name was made to lead here (DNS rebinding) comes with that
 * name, so that names are none but localhost and the one that we were told to listen at. Where others than this machine may
 * ask, its own name will do as well, which no stranger can give a page of theirs, and any address, which none can make lead
 * elsewhere. Pure.
 * @param header the request's `Host`
 * @param host what we listen at
 * @param machine the name of this machine
 */
export function isAllowedHost(header: string | undefined, host: string, machine: string): boolean {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(header ?? '') ?? [];
  const name = (bracketed ?? plain ?? '').toLowerCase();
  return isLoopback(name) || (name !== '' && name === host.toLowerCase()) || (!isLoopback(host.toLowerCase()) && (isIP(name) !== 0 || namesOf(machine).includes(name)));
}
