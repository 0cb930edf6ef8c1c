import type { ContainerCheck } from './container-check.js';
import { quoted } from './shell-command.js';

/** A service of a compose file, of which the long and the short forms are one. */
export interface ComposeService {
  readonly name: string;
  readonly built: boolean;
  readonly image?: string;
  /** As a shell would be given it. */
  readonly command?: string;
  /** Port in the container, and on the machine. */
  readonly port?: number;
  readonly published?: number;
  /** Without a value where the file takes it from elsewhere. */
  readonly environment: readonly { readonly name: string; readonly value?: string }[];
  readonly envFiles: readonly string[];
  readonly check?: ContainerCheck;
}

type Fields = Readonly<Record<string, unknown>>;

/** Pure; of what is written otherwise than compose reads it nothing is taken. */
export function composeService(name: string, value: unknown): ComposeService {
  const service = fields(value);
  const ports = portsOf(list(service.ports)[0] ?? list(service.expose)[0]);
  const command = commandOf(service.command);
  const check = checkOf(fields(service.healthcheck));
  return {
    name,
    built: service.build !== undefined,
    ...(typeof service.image === 'string' ? { image: service.image } : {}),
    ...(command === undefined ? {} : { command }),
    ...ports,
    environment: environmentOf(service.environment),
    envFiles: [service.env_file].flat().flatMap((each) => text(fields(each).path ?? each) ?? []).map((file) => file.replace(/^\.\//, '')),
    ...(check ? { check } : {}),
  };
}

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string | undefined => (['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined);

/** `${NAME:-value}` stands for the value, where nobody says otherwise. */
const withDefaults = (value: string): string => value.replace(/\$\{\w+:?-([^}]*)\}/g, '$1');

function commandOf(value: unknown): string | undefined {
  const words = Array.isArray(value) ? value.flatMap((word) => text(word) ?? []).map(quoted).join(' ') : text(value);
  return words === undefined || words === '' ? undefined : withDefaults(words).replaceAll('$$', '$');
}

function environmentOf(value: unknown): { name: string; value?: string }[] {
  const pairs: [string, unknown][] = Array.isArray(value)
    ? value.map((line) => /^([^=]+)(?:=([\s\S]*))?$/.exec(String(line))).map((match): [string, unknown] => [match?.[1] ?? '', match?.[2]])
    : Object.entries(fields(value));
  return pairs.filter(([name]) => name !== '').map(([name, given]) => {
    const known = text(given);
    return known === undefined ? { name } : { name, value: withDefaults(known) };
  });
}

/** `[address:]published:port`, a port alone, or the long form. */
function portsOf(value: unknown): { port?: number; published?: number } {
  const long = fields(value);
  const short = /^(?:[^:]+:)??(?:(\d+):)?(\d+)(?:\/tcp)?$/.exec(withDefaults(text(value) ?? ''));
  const [published, port] = short ? [short[1], short[2]] : [text(long.published), text(long.target)];
  return { ...(port === undefined ? {} : { port: Number(port) }), ...(published === undefined || !/^\d+$/.test(published) ? {} : { published: Number(published) }) };
}

function checkOf(check: Fields): ContainerCheck | undefined {
  const words = Array.isArray(check.test) ? check.test.slice(1).join(' ') : text(check.test);
  if (words === undefined || words === '' || check.disable === true) return undefined;
  return { command: withDefaults(words), interval: text(check.interval), timeout: text(check.timeout), startPeriod: text(check.start_period) };
}
