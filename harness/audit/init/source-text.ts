import { finder, type FileDetector, type Finding } from './finding.js';

const SOURCE = /\.(?:[cm]?[jt]sx?|py|rb|go|php|java|kt|cs|rs|ex)$/;
const NO_APP = /(?:^|\/)(?:tests?|spec|specs|__tests__|e2e|cypress|fixtures|docs|scripts)\/|\.(?:test|spec|testing|d)\.[cm]?[jt]sx?$|(?:^|\/)(?:test_\w+|conftest)\.py$|canarybed\.config\./;

/** Paths under which apps tell their health, the likeliest to look deep into the app first. */
const HEALTH_PATHS = [
  '/health/deep', '/health/ready', '/healthz/ready', '/ready', '/readyz', '/readiness', '/_health', '/health', '/healthz', '/healthcheck', '/health-check',
  '/actuator/health', '/api/health', '/status', '/up', '/health/live', '/livez', '/ping',
];
/** A path as a whole string, with or without the slashes around it, as Django has none before it. */
const QUOTED = /(["'`])\^?(\/?[\w.-]+(?:\/[\w.-]+)*\/?)\$?\1/g;
const ROUTE = /\b(?:app|server|fastify)\.get\(\s*(["'`])(\/[\w./-]*)\1|@app\.(?:route|get)\(\s*(["'])(\/[\w./-]*)\3/g;
const READS = (name: string): RegExp => new RegExp(`\\benv\\.${name}\\b|\\{[^{}]*\\b${name}\\b[^{}]*\\}\\s*=\\s*process\\.env\\b|(?:env|environ|ENV|getenv|Getenv|env_var|config|var|get)[[(.]{1,2}(?:get\\()?\\s*["']${name}["']`);
const READS_URL = /\benv\.((?:[A-Z]\w*_)?(?:DATABASE|POSTGRES|PG|DB)_?(?:URL|URI|DSN))\b|["']((?:[A-Z]\w*_)?(?:DATABASE|POSTGRES|PG|DB)_?(?:URL|URI|DSN))["']/;
const BINDS = /\benv\.(HOST|BIND_ADDRESS|BIND|LISTEN_ADDRESS)\b/;

/** What the app's own code gives away: its health path, its pages, and settings that it reads. */
export const sourceText: FileDetector = {
  reads: (path) => SOURCE.test(path) && !NO_APP.test(path),
  find(path, text): Finding[] {
    const find = finder('code', path);
    const health = new Set([...text.matchAll(QUOTED)].flatMap(([, , word = '']) => healthPath(word) ?? []));
    const routes = [...text.matchAll(ROUTE)].map((match) => match[2] ?? match[4] ?? '').filter((route) => !HEALTH_PATHS.includes(route.replace(/(.)\/$/, '$1')));
    const url = READS_URL.exec(text);
    return [
      ...[...health].flatMap((each) => find('health', each)),
      ...routes.filter((route) => !/\/(?:api|metrics|favicon|login|logout|auth)\b|\.\w+$/.test(route)).flatMap((route) => find('page', route)),
      ...find('portSetting', READS('PORT').test(text) ? 'PORT' : undefined),
      ...find('bindSetting', BINDS.exec(text)?.[1]),
      ...find('postgres', url?.[1] ?? url?.[2]),
    ];
  },
};

function healthPath(word: string): string | undefined {
  const path = `/${word.replace(/^\//, '')}`;
  // One word without a slash may be anything, but a framework that has none before its paths has one behind them.
  if (!word.startsWith('/') && !word.endsWith('/')) return undefined;
  return HEALTH_PATHS.includes(path.replace(/\/$/, '')) ? path : undefined;
}

/** The better of two health paths that code has comes first. Pure. */
export const deeperFirst = (a: string, b: string): number => depth(a) - depth(b);

const depth = (path: string): number => {
  const at = HEALTH_PATHS.indexOf(path.replace(/\/$/, ''));
  return at < 0 ? HEALTH_PATHS.length : at;
};
