import type { GivenAnswer, RequestHead } from '../../balancer/route.js';
import { invalid } from './refusal.js';
import type { GivenAction, ListenerProtocol } from './v2-types.js';

type RedirectConfig = NonNullable<GivenAction['RedirectConfig']>;

/** Components that are left out stay as they are. AWS: RedirectActionConfig. */
const UNCHANGED = { Protocol: '#{protocol}', Port: '#{port}', Host: '#{host}', Path: '/#{path}', Query: '#{query}' } as const;

/**
 * Refuses a redirect that AWS refuses: one that leads to where it came from, or from HTTPS to HTTP.
 * @throws Refusal ValidationError
 */
export function checkRedirect(config: RedirectConfig, from: ListenerProtocol): void {
  const { Protocol, Port, Host, Path, Query, StatusCode } = readRedirect(config);
  if (StatusCode !== 'HTTP_301' && StatusCode !== 'HTTP_302') throw invalid(`The status code of a redirect must be 'HTTP_301' or 'HTTP_302', found '${StatusCode}'`);
  if (![UNCHANGED.Protocol, 'HTTP', 'HTTPS'].includes(Protocol)) throw invalid(`The protocol of a redirect must be 'HTTP', 'HTTPS' or '#{protocol}', found '${Protocol}'`);
  if (from === 'HTTPS' && Protocol === 'HTTP') throw invalid('A redirect cannot lead from HTTPS to HTTP');
  if (Port !== UNCHANGED.Port && !isPort(Port)) throw invalid(`The port of a redirect must be '#{port}' or from 1 to 65535, found '${Port}'`);
  if (!Path.startsWith('/')) throw invalid(`The path of a redirect must begin with a '/', found '${Path}'`);
  if ([Host, Path, Query].some((part) => /[^\x20-\x7e]/.test(part))) throw invalid('A redirect must be of visible ASCII characters');
  const staysAt = [Host === UNCHANGED.Host, Path === UNCHANGED.Path, Port === UNCHANGED.Port, Protocol === UNCHANGED.Protocol || Protocol === from];
  if (!staysAt.includes(false)) throw invalid('The redirect configuration is not valid because it creates a loop.');
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;

/** With what was left out filled in. Pure. */
export const readRedirect = ({ Protocol, Port, Host, Path, Query, StatusCode }: RedirectConfig) => ({
  Protocol: Protocol || UNCHANGED.Protocol,
  Port: Port || UNCHANGED.Port,
  Host: Host || UNCHANGED.Host,
  Path: Path || UNCHANGED.Path,
  // An empty query takes the query away.
  Query: Query ?? UNCHANGED.Query,
  StatusCode,
});

/** A listener as a redirect's keywords know it. */
export interface ListenerPlace {
  readonly protocol: ListenerProtocol;
  readonly port: number;
}

/** The answer of a redirect action. Pure. AWS: Application guide, redirect actions. */
export function redirectAnswer(config: RedirectConfig, request: RequestHead, { protocol, port }: ListenerPlace): GivenAnswer {
  const { Protocol, Port, Host, Path, Query, StatusCode } = readRedirect(config);
  const words: Readonly<Record<string, string>> = {
    protocol: protocol === 'HTTPS' ? 'https' : 'http',
    host: hostOf(request),
    port: String(port),
    path: request.path.replace(/^\//, ''),
    query: request.query,
  };
  const filled = (text: string): string => text.replace(/#\{(protocol|host|port|path|query)\}/g, (_, word: string) => words[word] ?? '');
  const query = filled(Query);
  const location = `${filled(Protocol).toLowerCase()}://${filled(Host)}:${filled(Port)}${filled(Path)}${query ? `?${query}` : ''}`;
  const title = StatusCode === 'HTTP_301' ? '301 Moved Permanently' : '302 Found';
  return {
    status: StatusCode === 'HTTP_301' ? 301 : 302,
    headers: { Server: 'awselb/2.0', 'Content-Type': 'text/html', Location: location },
    body: `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`,
  };
}

/** What the client calls the balancer, without a port. */
export const hostOf = ({ headers }: RequestHead): string => (headers.host ?? '').replace(/:\d*$/, '');
