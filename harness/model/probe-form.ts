import { ConfigError } from './errors.js';
import type { ProbeForm } from './health-check.js';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What a header's value may hold: no line end, which would begin another header. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * The form as it was given, once it can be sent and differs from no form at all.
 * @throws ConfigError with what was expected and found.
 */
export function checkProbeForm(form: ProbeForm): ProbeForm {
  const { method, host, userAgent, headers = {} } = form;
  if (method !== undefined && method !== 'GET' && method !== 'HEAD') throw new ConfigError(`method: expected GET or HEAD, found ${JSON.stringify(method)}`);
  const stray = Object.keys(headers).find((name) => !NAME.test(name));
  if (stray !== undefined) throw new ConfigError(`headers: expected names of headers, found ${JSON.stringify(stray)}`);
  for (const [name, value] of Object.entries({ host: host ?? '', 'user-agent': userAgent ?? '', ...headers })) {
    if (!VALUE.test(value)) throw new ConfigError(`${name}: expected a header's value on one line, found ${JSON.stringify(value)}`);
  }
  if (method === 'HEAD' || host !== undefined || userAgent !== undefined || Object.keys(headers).length > 0) return form;
  throw new ConfigError('expected a method, host, userAgent or headers, found none; the check would be asked as ever');
}

/** In words, in what the request differs. Pure. */
export function probeFormText({ method, host, userAgent, headers = {} }: ProbeForm): string {
  const named = { ...(host === undefined ? {} : { Host: host }), ...(userAgent === undefined ? {} : { 'User-Agent': userAgent }), ...headers };
  const parts = [...(method === undefined ? [] : [`by ${method}`]), ...Object.entries(named).map(([name, value]) => `with ${name}: ${value}`)];
  return parts.join(', ');
}
