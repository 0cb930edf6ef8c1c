import { finder, type FileDetector, type Finder, type Finding } from './finding.js';

/** Scripts that start the app, the best first; a development server is none of them. */
const START = ['start:prod', 'start:production', 'start'];
const MIGRATE_SCRIPT = /^(?:db[:-])?migrat(?:e|ions?)(?:[:-](?:up|latest|deploy|run|prod|production))?$/;
const FRAMEWORKS = ['next', 'express', 'fastify', 'koa', '@nestjs/core', '@hapi/hapi'];

/** Tools that migrate, by what a script calls them; with the table in which each notes what it applied. */
const MIGRATORS: readonly { readonly call: RegExp; readonly packages: readonly string[]; readonly command: string; readonly table: string }[] = [
  { call: /\bknex\b.*\bmigrate:latest\b/, packages: ['knex'], command: 'knex migrate:latest', table: 'knex_migrations' },
  { call: /\bprisma migrate deploy\b/, packages: ['prisma', '@prisma/client'], command: 'prisma migrate deploy', table: '_prisma_migrations' },
  { call: /\bnode-pg-migrate\b.*\bup\b/, packages: ['node-pg-migrate'], command: 'node-pg-migrate up', table: 'pgmigrations' },
  { call: /\bsequelize(?:-cli)?\b.*\bdb:migrate\b(?!:)/, packages: ['sequelize-cli'], command: 'sequelize db:migrate', table: 'SequelizeMeta' },
  { call: /\btypeorm\b.*\bmigration:run\b/, packages: ['typeorm'], command: 'typeorm migration:run', table: 'migrations' },
];
const POSTGRES = ['pg', 'postgres', 'pg-promise', 'slonik', '@prisma/client', 'prisma', 'knex', 'sequelize', 'typeorm'];

interface Manifest {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
}

/** Start, build and migration scripts, and what the dependencies give away. */
export const packageJson: FileDetector = {
  reads: (path) => path === 'package.json',
  find(path, text, paths) {
    const find = finder('package.json', path);
    const manifest = parsed(text);
    if (!manifest) return find('note', 'it is no JSON object, so nothing was taken from it');
    const scripts = new Map(Object.entries(manifest.scripts ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    return [
      ...find('name', typeof manifest.name === 'string' ? manifest.name.replace(/^@[^/]*\//, '') : undefined, 'name'),
      ...[...scripts].flatMap(([name, command]) => find('script', { name, command })),
      ...start(manifest, scripts, paths, find),
      ...find('build', scripts.has('build') ? 'npm run build' : undefined, 'scripts.build'),
      ...migrations(scripts, find),
      ...migrator(manifest, finder('guess', path)),
      ...dependencies(manifest, path),
    ];
  },
};

function start(manifest: Manifest, scripts: ReadonlyMap<string, string>, paths: readonly string[], find: Finder): Finding[] {
  const name = START.find((each) => scripts.has(each));
  if (name !== undefined) return find('command', `npm run ${name}`, `scripts.${name}`);
  // What npm itself starts where no script says otherwise.
  if (paths.includes('server.js')) return find('command', 'node server.js', 'and server.js');
  const main = typeof manifest.main === 'string' ? manifest.main.replace(/^\.\//, '') : undefined;
  return find('command', main !== undefined && paths.includes(main) ? `node ${main}` : undefined, 'main');
}

function migrations(scripts: ReadonlyMap<string, string>, find: Finder): Finding[] {
  const toolOf = (command: string) => MIGRATORS.find(({ call }) => call.test(command));
  const script = [...scripts].find(([name]) => MIGRATE_SCRIPT.test(name)) ?? [...scripts].find(([name, command]) => !START.includes(name) && toolOf(command));
  if (!script) return [];
  return [...find('migrateCommand', `npm run ${script[0]}`, `scripts.${script[0]}`), ...find('migrationsTable', toolOf(script[1])?.table, `scripts.${script[0]}`)];
}

/** What its tool is called by, should there be migrations and no script for them. */
function migrator({ dependencies = {}, devDependencies = {} }: Manifest, find: Finder): Finding[] {
  const name = MIGRATORS.flatMap(({ packages }) => packages).find((each) => each in dependencies || each in devDependencies);
  const tool = MIGRATORS.find(({ packages }) => name !== undefined && packages.includes(name));
  if (!tool || name === undefined) return [];
  return [...find('migrateCommand', `npx ${tool.command}`, `dependency ${name}`), ...find('migrationsTable', tool.table, `dependency ${name}`)];
}

function dependencies({ dependencies: all = {} }: Manifest, path: string): Finding[] {
  const framework = FRAMEWORKS.find((name) => name in all);
  const driver = POSTGRES.find((name) => name in all);
  return [
    ...finder('guess', path)('port', framework === undefined ? undefined : 3000, `dependency ${framework ?? ''}, whose apps mostly take it`),
    ...finder('package.json', path)('usesPostgres', driver === undefined ? undefined : true, `dependency ${driver ?? ''}`),
  ];
}

function parsed(text: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
