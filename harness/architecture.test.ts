import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/**
 * What each folder may import beside `model` and itself. A row that a real need changes is changed together with its
 * reason. Files directly in `harness/` are the public door.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  faults: [],
  services: [],
  // Its data plane listens and resets as the servers of services do.
  balancer: ['services'],
  fleet: ['balancer'],
  // It passes requests of other services on as the servers of services do.
  aws: ['balancer', 'fleet', 'services'],
  // Runs users' own programs; knows nothing of what they are for.
  programs: [],
  // Runs a user's own Terraform; knows nothing of what answers it.
  terraform: ['programs'],
  traffic: [],
  report: [],
  runtime: ['services'],
  // It boots what instances behind the AWS door are launched from.
  runner: ['aws', 'balancer', 'fleet', 'programs', 'runtime', 'services', 'terraform', 'traffic'],
  // It finds out what an app can be broken by, which takes a link and users of its own; and reads health checks in Terraform files.
  audit: ['faults', 'programs', 'runner', 'runtime', 'services', 'terraform', 'traffic'],
  jest: ['runner', 'report'],
  cli: ['audit', 'aws', 'report', 'runner', 'runtime', 'door'],
  door: ['audit', 'faults', 'runner', 'jest'],
};

/** Wall time is read and waited for here alone; the containers adapter waits for an engine, not for an app. */
const OWN_TIMERS = [/^model\/wall-clock\.ts$/, /^runtime\/containers\//];

const ROOT = __dirname;

const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|testing)\.ts$/.test(file))
  .sort();

const textOf = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const importsOf = (file: string): string[] =>
  [...textOf(file).matchAll(/(?:from|import\(|require\()\s*'(\.[^']+)'/g)].map((match) =>
    sourceOf(relative(ROOT, resolve(ROOT, dirname(file), match[1] ?? ''))),
  );

const sourceOf = (imported: string): string => imported.replace(/\.js$/, sources.includes(imported.replace(/\.js$/, '.tsx')) ? '.tsx' : '.ts');

const folderOf = (file: string): string => (file.startsWith('..') ? file : file.includes('/') ? (file.split('/')[0] ?? '') : 'door');

test('every folder has a row in the import table', () => {
  expect([...new Set(sources.map(folderOf))].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
});

test.each(Object.keys(MAY_IMPORT))('%s imports only what the table allows', (folder) => {
  const allowed = new Set([folder, 'model', ...(MAY_IMPORT[folder] ?? [])]);
  const strays = sources
    .filter((file) => folderOf(file) === folder)
    .flatMap((file) => importsOf(file).filter((target) => !allowed.has(folderOf(target))).map((target) => `${file} -> ${target}`));
  expect(strays).toEqual([]);
});

test('no file reaches itself by imports of values', () => {
  const values = new Map(sources.map((file) => [file, valueImportsOf(file)]));
  const circles = sources.filter((file) => reaches(file, file, values, new Set()));
  expect(circles).toEqual([]);
});

function valueImportsOf(file: string): string[] {
  const text = textOf(file).replace(/(?:import|export) type [^;]+;/g, '').replace(/typeof import\('[^']+'\)/g, '');
  return [...text.matchAll(/(?:from|require\()\s*'(\.[^']+)'/g)].map((match) =>
    sourceOf(relative(ROOT, resolve(ROOT, dirname(file), match[1] ?? ''))),
  );
}

function reaches(from: string, wanted: string, imports: ReadonlyMap<string, string[]>, seen: Set<string>): boolean {
  return (imports.get(from) ?? []).some((next) => {
    if (next === wanted) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return reaches(next, wanted, imports, seen);
  });
}

test('time is read and waited for in the wall clock alone', () => {
  const timers = /\bDate\.now\b|\bnew Date\(\)|\bset(?:Timeout|Interval)\(|performance\.now|timers\/promises/;
  const strays = sources.filter((file) => !OWN_TIMERS.some((own) => own.test(file))).filter((file) => {
    const text = textOf(file)
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      // Text of a script for the app's own process, and of a template, runs there.
      .replace(/`[\s\S]*?`/g, '')
      // A socket's own idle time-out is no timer of ours.
      .replace(/\.setTimeout\(/g, '');
    return timers.test(text);
  });
  expect(strays).toEqual([]);
});

test('app and harness never import each other', () => {
  const app = readdirSync(join(ROOT, '../app'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('dist'));
  expect(app.filter((file) => /from '[^']*harness/.test(readFileSync(join(ROOT, '../app', file), 'utf8')))).toEqual([]);
  expect(sources.filter((file) => importsOf(file).some((target) => target.startsWith('../app')))).toEqual([]);
});

test('no folder or file is named for nothing in particular', () => {
  expect(sources.filter((file) => /(?:^|\/)(?:utils?|helpers?|common|manager|misc|core)(?:\/|\.tsx?$)/.test(file))).toEqual([]);
});

test('no source file is longer than 300 lines', () => {
  expect(sources.filter((file) => textOf(file).split('\n').length > 301)).toEqual([]);
});
