import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { appText } from './app-text.js';
import { scenarioText } from './as-scenario.js';
import { deriveMutants } from './derive.js';
import { sampleSubject, subjectOf } from './sample-subject.testing.js';

const ROOT = resolve(__dirname, '../..');
const { release } = sampleSubject();

const DOOR = join(ROOT, 'harness/index.js');

/** Errors that the compiler finds in each of some files of one folder, by the project's own settings. */
function errorsIn(files: Readonly<Record<string, string>>): Record<string, string[]> {
  mkdirSync(join(ROOT, '.canarybed'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.canarybed', 'app-text-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    const program = ts.createProgram(Object.keys(files).map((name) => join(folder, name)), options);
    return Object.fromEntries(Object.keys(files).map((name) => [name, errorsOf(program, program.getSourceFile(join(folder, name)))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const errorsOf = (program: ts.Program, file: ts.SourceFile | undefined): string[] =>
  [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({ messageText, start = 0 }) => `${file?.text.slice(start).split('\n')[0] ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );

test('the file of the sample, a scenario of each of its mutants, and all that only a configuration says compile', () => {
  const subject = sampleSubject();
  const dependencies = [{ setting: 'SHOP_NAME', host: 'cache', port: 6379, optional: false }];
  const mutants = deriveMutants({ ...subject, learned: { ...subject.learned, dependencies } });
  const kept = mutants.flatMap((mutant) => [{ mutant, came: 'survived' } as const, { mutant, came: 'false-alarm' } as const]);
  const { release: rich } = subjectOf({
    database: { setting: 'DATABASE_URL', seedCommand: ['node', 'seed.js'], filledBy: 'app', tables: ['items'] },
    dependencies: [{ setting: 'CACHE_URL', optional: true }],
    port: { setting: 'PORT', instancePort: 80, fixed: 3000 },
    users: [{ name: 'sign in', method: 'PUT', path: '/in', headers: { accept: '*/*' }, body: 'x=1', expect: { status: 201, text: "it's" }, journey: 'a' }],
    healthCheck: { ...release.healthCheck, form: { method: 'HEAD', headers: { 'X-A': 'b' } } },
  });
  const found = errorsIn({
    'app.ts': appText(release, ROOT, DOOR),
    'audit.scenario.ts': scenarioText(kept, { release, opening: (names) => `import { ${names.join(', ')} } from './app.js';` }),
    'rich.ts': appText(rich, ROOT, DOOR),
    'wrong.ts': appText({ ...release, name: 1 as unknown as string }, ROOT, DOOR),
  });
  expect(found).toEqual({ 'app.ts': [], 'audit.scenario.ts': [], 'rich.ts': [], 'wrong.ts': [expect.stringMatching(/^name: 1.*not assignable/)] });
});

test('secrets are taken from the environment, wherever they stand', () => {
  const secrets = ['a-secret-0123456789', 'pg-password', 'bearer-0123456789', 'in-a-form', 'of-a-command', 'of-the-build'];
  const text = appText(
    {
      ...release,
      env: { SECRET_KEY: secrets[0] ?? '', REPORTS_URL: `postgres://reader:${secrets[1]}@db.example.com/reports`, PLAIN: 'plain', MODE: `as ${secrets[0]}` },
      command: ['node', 'start.js', `--key=${secrets[0]}`, '--token', `${secrets[4]}`],
      build: { command: ['sh', '-c', `NPM_TOKEN=${secrets[5]} make`], folder: ROOT },
      users: [{ name: 'my page', method: 'POST', path: '/me', headers: { authorization: `Bearer ${secrets[2]}`, cookie: 'sid=1', accept: 'text/html' }, body: `name=a&password=${secrets[3]}` }],
    },
    ROOT,
  );
  for (const secret of secrets) expect(text).not.toContain(secret);
  for (const kept of [`PLAIN: 'plain'`, `accept: 'text/html'`, `folder: 'app'`, `SECRET_KEY: process.env.SECRET_KEY ?? ''`, `authorization: process.env.MY_PAGE_AUTHORIZATION ?? ''`]) expect(text).toContain(kept);
  expect(text).toContain('// Secrets are not written down; the environment gives SECRET_KEY, REPORTS_URL, MY_PAGE_AUTHORIZATION, MY_PAGE_COOKIE, MY_PAGE_BODY.');
});

test('what is left to the defaults is not said', () => {
  expect(appText({ ...release, deadline: '10m' }, ROOT)).toMatch(/^import \{ defineApp \} from 'canarybed';\n/);
  expect(appText({ ...release, deadline: '10m' }, ROOT)).not.toMatch(/balancer|deadline|settle|respawn/);
});
