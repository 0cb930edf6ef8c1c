import { parse } from 'yaml';
import { composeService, type ComposeService } from './compose-service.js';
import { containerCheck } from './container-check.js';
import { finder, type FileDetector, type Finder, type Finding } from './finding.js';
import { looksSecret } from '../../model/secrets.js';

const POSTGRES_IMAGE = /(?:^|\/)(?:postgres|postgis|timescaledb)(?:[-:\w]*)?(?::|$)/;
const POSTGRES_URL = /^postgres(?:ql)?:\/\//;

/** The service that is the app, and the servers beside it that its settings name. */
export const compose: FileDetector = {
  reads: (path) => /^(?:docker-)?compose\.ya?ml$/.test(path),
  find(path, text, paths) {
    const find = finder('compose', path);
    const services = servicesIn(text);
    const app = appOf(services);
    if (!app) return find('note', 'no service in it is built here or looks like the app, so nothing was taken from it');
    const others = services.filter((service) => service !== app);
    const said = `service ${app.name}`;
    return [
      ...find('command', app.command, `${said}, command`),
      ...find('image', app.built ? undefined : app.image, `${said}, image`),
      ...find('port', app.port, `${said}, ports`),
      ...app.envFiles.flatMap((file) => (paths.includes(file) ? find('envFile', file, `${said}, env_file`) : find('note', `${file} is not there, so it is left out of envFile`, `${said}, env_file`))),
      ...app.environment.flatMap((setting) => settingFindings(setting, others, find, `${said}, environment`)),
      ...(app.check ? containerCheck(find, app.check, `${said}, healthcheck`) : []),
      ...find('usesPostgres', others.some(isPostgres) ? true : undefined, 'service of Postgres'),
    ];
  },
};

const isPostgres = ({ image }: ComposeService): boolean => POSTGRES_IMAGE.test(image ?? '');

/** Of several that are built, the one with a port, and of those the one named like an app. */
function appOf(services: readonly ComposeService[]): ComposeService | undefined {
  const able = services.filter(({ built, environment, command }) => built || command !== undefined || environment.length > 0).filter((service) => !isPostgres(service));
  const rank = ({ built, port, name }: ComposeService): number => (built ? 4 : 0) + (port === undefined ? 0 : 2) + (/web|app|api|server|backend/.test(name) ? 1 : 0);
  return able.filter(({ built, port }) => built || port !== undefined).sort((a, b) => rank(b) - rank(a))[0];
}

function settingFindings(setting: ComposeService['environment'][number], others: readonly ComposeService[], find: Finder, what: string): Finding[] {
  const { name, value } = setting;
  if (value !== undefined && POSTGRES_URL.test(value)) return find('postgres', name, what);
  if (name === 'PORT') return find('portSetting', name, what);
  const server = others.find((other) => value !== undefined && hostsIn(value).includes(other.name));
  if (server && isPostgres(server)) return find('note', `${name} names the server of Postgres apart from a URL; give the setting that carries the URL as postgres`, what);
  const dependency = server && /^\w+:\/\/|:\d+$/.test(value ?? '') ? find('dependency', name, what) : [];
  return [...find('setting', { name, ...shown(name, value, server) }, what), ...dependency];
}

/** A secret is not copied; and a server's name among containers is none on this machine. */
function shown(name: string, value: string | undefined, server: ComposeService | undefined): { value?: string } {
  if (value === undefined || value.includes('${') || looksSecret(name, value)) return {};
  if (!server) return { value };
  const published = server.published;
  const local = value.replace(new RegExp(`(^|[/@])${server.name.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}(?::\\d+)?(?=$|[/:?])`), `$1127.0.0.1${published === undefined ? '' : `:${published}`}`);
  return published === undefined ? {} : { value: local };
}

/** Host of a URL, of host:port or of a host alone. */
const hostsIn = (value: string): string[] => {
  const host = /^(?:\w+:\/\/(?:[^@/]*@)?)?([\w.-]+)(?::\d+)?(?:[/?]|$)/.exec(value)?.[1];
  return host === undefined ? [] : [host];
};

function servicesIn(text: string): ComposeService[] {
  try {
    const file: unknown = parse(text, { merge: true, logLevel: 'silent' });
    const services = typeof file === 'object' && file !== null && 'services' in file ? file.services : undefined;
    if (typeof services !== 'object' || services === null) return [];
    return Object.entries(services).map(([name, service]) => composeService(name, service));
  } catch {
    return [];
  }
}
