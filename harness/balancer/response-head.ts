/** Status line and headers of a final answer. */
export interface Head {
  readonly status: number;
  /** Names in lower case; the values of a repeated name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

/** How the end of a body is found: RFC 9112 section 6.3. */
export type Framing =
  | { readonly by: 'none' }
  | { readonly by: 'length'; readonly bytes: number }
  | { readonly by: 'chunks' }
  | { readonly by: 'close' };

export type Fault = { readonly fault: string };
export type Field = readonly [name: string, value: string];

export const STATUS_LINE_START = 'HTTP/1.';
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Control characters other than the tab have no place in a value. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** False as soon as the first bytes cannot become a status line, so that a server of another protocol is told at once. */
export function mayBeHttp(bytes: Buffer): boolean {
  return STATUS_LINE_START.startsWith(bytes.toString('latin1', 0, STATUS_LINE_START.length));
}

/** The status of a line such as `HTTP/1.1 200 OK`; the reason may be missing. */
export function parseStatusLine(line: string): number | Fault {
  const [, status] = /^HTTP\/1\.[01] ([1-9]\d\d)(?: .*)?$/.exec(line) ?? [];
  return status === undefined ? { fault: `bad status line ${JSON.stringify(line.slice(0, 80))}` } : Number(status);
}

/** One header line. Folded lines, which RFC 9112 took out of HTTP, are faults. */
export function parseField(line: string): Field | Fault {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon));
  const value = line.slice(colon + 1).trim();
  if (TOKEN.test(name) && VALUE.test(value)) return [name.toLowerCase(), value];
  return { fault: `bad header line ${JSON.stringify(line.slice(0, 80))}` };
}

export function headOf(status: number, fields: readonly Field[]): Head {
  const headers = new Map<string, string>();
  for (const [name, value] of fields) {
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return { status, headers: Object.fromEntries(headers) };
}

/** How the body after this head ends. Length and chunking together contradict each other, as do two lengths. */
export function framingOf({ status, headers }: Head, method: 'GET' | 'HEAD'): Framing | Fault {
  const { 'content-length': length, 'transfer-encoding': coding } = headers;
  if (length !== undefined && coding !== undefined) return { fault: 'both Content-Length and Transfer-Encoding' };
  if (method === 'HEAD') return { by: 'none' };
  // 101 changes the protocol: what follows is no body of HTTP.
  if (status === 101 || status === 204 || status === 304) return { by: 'none' };
  if (coding !== undefined) return /(?:^|,)\s*chunked$/i.test(coding) ? { by: 'chunks' } : { by: 'close' };
  if (length === undefined) return { by: 'close' };
  const [first = '', ...others] = length.split(/\s*,\s*/);
  if (!/^\d{1,15}$/.test(first)) return { fault: `bad Content-Length ${JSON.stringify(length.slice(0, 80))}` };
  if (others.some((other) => other !== first)) return { fault: `conflicting Content-Length ${length.slice(0, 80)}` };
  return { by: 'length', bytes: Number(first) };
}
