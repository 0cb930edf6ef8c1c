import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { describeNeeding } from '../harness/describe-needing.testing.js';
import type { AuditResults } from '../harness/model/audit.js';
import { withConfig, withExpressApp } from './express-app.testing.js';
import { OutsideProject, packed, removeAll, ROOT } from './packed-package.testing.js';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8').split('## In your own project')[1]?.split(/^## /m)[0] ?? '';
const blockOf = (language: string): string => new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'm').exec(readme)?.[1] ?? '';
const SCENARIO_FILE = /say `([^`]+)`/.exec(readme)?.[1] ?? '';

/** What the README's scenarios are about. By import, so that it is fit for a project of type module. */
const SERVER = `
import { createServer } from 'node:http';

const { GREETING, PORT } = process.env;
createServer((request, response) => {
  const [status, text] = GREETING === undefined ? [request.url === '/health' ? 503 : 500, 'no greeting'] : [200, GREETING];
  response.writeHead(status).end(text);
}).listen(PORT);
`;

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const AS_EXPECTED = '2 of 2 releases were judged as expected, 0 surprises';

let tarball: string;
beforeAll(async () => {
  tarball = await packed();
}, 600_000);
afterAll(removeAll);

/** A project with the README's scenario file and the app that it is about. */
const greeter = (text = blockOf('ts')): OutsideProject => new OutsideProject('module').write('server.js', SERVER).write(SCENARIO_FILE, text);

describe('what is packed', () => {
  let folder: string;
  const files = (): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());
  const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');

  beforeAll(() => {
    folder = join(new OutsideProject('module').unpack(tarball).folder, 'node_modules/canarybed');
  });

  test('is the program, its types and schemas, and what people read', () => {
    const tops = [...new Set(files().map((name) => name.split('/')[0]))];
    expect(tops.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'bin', 'dist', 'docs', 'package.json', 'schema']);
    expect(files().filter((name) => /\.(?:test|testing)\.|\.map$|run-tests|golden/.test(name))).toEqual([]);
    expect(statSync(tarball).size).toBeLessThan(1_500_000);
  });

  test('has the docs that its options name', () => {
    const named = files().filter((name) => /^dist\/cli\/.*\.js$/.test(name)).flatMap((name) => textOf(name).match(/\bdocs\/[\w-]+\.md/g) ?? []);
    expect(named).toContain('docs/audit-config.md');
    expect(named.filter((name) => !files().includes(name))).toEqual([]);
  });

  test('tells nothing of the machine on which it was made', () => {
    const folders = [ROOT, join(tarball, '..')];
    expect(files().filter((name) => folders.some((path) => textOf(name).includes(path)))).toEqual([]);
  });

  test('loads no package that does not come with it', () => {
    const { dependencies } = JSON.parse(textOf('package.json')) as { dependencies: Record<string, string> };
    const loads = files()
      .filter((name) => /^(?:dist|bin)\/.*\.[cm]?js$/.test(name))
      .flatMap((name) => [...textOf(name).matchAll(/(?:\brequire\(|\bimport\(|\bfrom |^import )["']((?:@[\w.-]+\/)?[a-z][\w.-]*)/gm)].map((match) => match[1] ?? ''));
    expect(loads).toContain('undici');
    // Of these the second stands in files that it writes for people.
    const own = ['node', 'canarybed'];
    expect([...new Set(loads)].filter((name) => !builtinModules.includes(name) && !own.includes(name) && !(name in dependencies))).toEqual([]);
  });

  test('has at each place that package.json names a file', () => {
    const { main, types, typesVersions, exports, bin } = JSON.parse(textOf('package.json')) as Record<string, unknown>;
    const named = JSON.stringify([main, types, typesVersions, exports, bin]).match(/(?<=")[^"]*\/[^"]*\.\w+(?=")/g) ?? [];
    expect(named.map((path) => path.replace(/^\.\//, ''))).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.d.ts', 'bin/canarybed.mjs']));
    expect(named.filter((path) => !existsSync(join(folder, path)))).toEqual([]);
    expect([main, types]).toEqual(['./dist/index.js', './dist/index.d.ts']);
  });

  test('leaves no native import of our own files, which would load a second copy of them', () => {
    expect(files().filter((name) => /^dist\/.*\.c?js$/.test(name) && /\bimport\(["']\./.test(textOf(name)))).toEqual([]);
  });
});

describe('in a project that has nothing of this one', () => {
  test('its command runs the scenario file of the README', async () => {
    const project = greeter().unpack(tarball);
    expect(await project.canarybed('--version')).toBe(`${version}\n`);
    expect(await project.canarybed('run')).toContain(AS_EXPECTED);
  }, 300_000);

  test.each(['module', 'commonjs'] as const)('its command reads scenario files of every kind, in a package of type %s', async (type) => {
    const project = new OutsideProject(type).write('server.js', '').unpack(tarball);
    const text = blockOf('ts').replaceAll("scenario('", "scenario('@ ");
    for (const ending of ['ts', 'mts', 'mjs']) project.write(`scenarios/a.scenario.${ending}`, text.replaceAll('@', ending));
    for (const ending of ['cts', 'cjs']) project.write(`scenarios/a.scenario.${ending}`, text.replaceAll('@', ending).replace(/import (.*) from (.*);/, 'const $1 = require($2);'));
    project.write('scenarios/a.scenario.js', text.replaceAll('@', 'js'));
    const listed = await project.canarybed('list');
    for (const ending of ['ts', 'mts', 'mjs', 'cts', 'cjs', 'js']) expect(listed).toContain(`accepted: ${ending} a good release is accepted`);
  });

  test('it is one and the same by import and by require', async () => {
    const project = new OutsideProject('module').unpack(tarball).write(
      'main.js',
      `import { createRequire } from 'node:module';
       import { ConfigError, defineApp } from 'canarybed';
       import { scenarioProject } from 'canarybed/jest';
       const required = createRequire(import.meta.url)('canarybed');
       console.log(required.defineApp === defineApp && required.ConfigError === ConfigError, Object.keys(scenarioProject).length > 0);`,
    );
    expect(await project.run(process.execPath, 'main.js')).toBe('true true\n');
  });

  test('its types are those of the app that is described, in the strictest settings', async () => {
    const wrong = "// @ts-expect-error the app is not given this setting\nfault.env.unset('GRETING');\n";
    const project = greeter(blockOf('ts') + wrong)
      .unpack(tarball)
      .write('jest.config.ts', "import { closingLine, scenarioProject } from 'canarybed/jest';\n\nexport default { ...scenarioProject, reporters: [closingLine] };\n")
      .write(
        'tsconfig.json',
        JSON.stringify({ compilerOptions: { module: 'nodenext', target: 'es2022', strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true, types: [] }, include: ['scenarios', '*.ts'] }),
      );
    expect(await project.run(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.')).toBe('');
  });

  test('its types are found by the older way of looking for them, too', async () => {
    const project = new OutsideProject('commonjs')
      .unpack(tarball)
      .write('main.ts', "import { defineConfig } from 'canarybed';\nimport { scenarioProject } from 'canarybed/jest';\n\nexport const config = defineConfig({ command: 'node server.js' });\n// @ts-expect-error there is no such setting\ndefineConfig({ comand: scenarioProject });\n")
      .write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0', target: 'es2022', strict: true, skipLibCheck: true, noEmit: true, types: [] }, include: ['*.ts'] }));
    expect(await project.run(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', '.')).toBe('');
  });

  test('Jest runs the same file, by the configuration of the README', async () => {
    const project = greeter().unpack(tarball, ['jest', '@swc/jest', '@swc/core']).write('jest.config.js', blockOf('js'));
    const output = await project.run(process.execPath, 'node_modules/jest/bin/jest.js');
    expect(output).toContain(AS_EXPECTED);
    expect(output).toMatch(/Tests: +2 passed, 2 total/);
  }, 300_000);
});

/** Few enough to be quick: of settings, the template, the static file, and how the check is asked. */
const AUDIT = ['audit', '--area', 'settings,templates,static,request', '--max', '15'];

/** What became of each mutant that was run. */
function statuses(project: OutsideProject): Record<string, string> {
  const { mutants } = JSON.parse(project.readText('reports/audit.json')) as AuditResults;
  return Object.fromEntries(mutants.filter(({ status }) => status !== 'ignored').map(({ id, status }) => [id, status]));
}

/** What the audit of an app is by the program that is installed beside it, and by this checkout. */
async function auditedByBoth(project: OutsideProject): Promise<{ installed: Record<string, string>; here: Record<string, string> }> {
  await project.run('npx', 'canarybed', ...AUDIT);
  const installed = statuses(project);
  await project.run(process.execPath, join(ROOT, 'bin/canarybed.mjs'), ...AUDIT);
  return { installed, here: statuses(project) };
}

const EXPECTED = {
  'blank-static:public/site.css': 'survived',
  'blank-template:views/front.html': 'survived',
  'break-static:public/site.css': 'survived',
  'break-template:views/front.html': 'survived',
  'empty-setting:TITLE': 'survived',
  'garble-setting:GREETING': 'survived',
  'head-request:health-check': 'harmless',
  'other-user-agent:health-check': 'harmless',
  'query-string:health-check': 'harmless',
  'remove-static:public/site.css': 'survived',
  'remove-template:views/front.html': 'survived',
  'swap-settings:GREETING,TITLE': 'survived',
  'trailing-slash:health-check': 'harmless',
  'unset-setting:GREETING': 'killed',
  'wrong-check-port:health-check': 'killed',
};

describe('with an Express app of somebody', () => {
  let project: OutsideProject;
  beforeEach(() => void (project = withExpressApp(new OutsideProject('module')).unpack(tarball).install('express')));

  test('its audit comes to the same as that of a checkout', async () => {
    const { installed, here } = await auditedByBoth(withConfig(project));
    expect(installed).toEqual(EXPECTED);
    expect(here).toEqual(installed);
  }, 600_000);

  test('its init writes a configuration that its audit takes', async () => {
    expect(await project.canarybed('init', '--yes')).toContain('wrote canarybed.config.ts');
    expect(project.readText('canarybed.config.ts')).toContain("from 'canarybed'");
    expect(await project.canarybed('audit', '--list')).toMatch(/^templates +remove-template:views\/front\.html: /m);
  });

  test('its schema is where an editor and a program look for it', async () => {
    const schema = 'canarybed/schema/canarybed.config.schema.json';
    const asked = `import { createRequire } from 'node:module';
      console.log(import.meta.resolve('${schema}'), createRequire(import.meta.url)('${schema}').properties.command.description);`;
    expect(await project.write('ask.js', asked).run(process.execPath, 'ask.js')).toMatch(new RegExp(`^file:.*/node_modules/${schema} Starts the app\\.`));
    const config = { $schema: `./node_modules/${schema}`, command: 'node server.js', env: { GREETING: 'hello' } };
    expect(await project.write('canarybed.config.json', JSON.stringify(config)).canarybed('audit', '--list')).toContain('unset-setting:GREETING');
  });
});

const UNASKED = process.env.CANARYBED_REQUIRE_PACKAGE === '1' ? undefined : 'takes a registry and a minute; CANARYBED_REQUIRE_PACKAGE=1 asks for it';

describeNeeding('installed by npm, whose install scripts are off', UNASKED, 'CANARYBED_REQUIRE_PACKAGE', () => {
  test('it boots an app with its Postgres', async () => {
    const text = blockOf('ts').replace('pages: {},', "pages: {},\n  database: { setting: 'DATABASE_URL', tables: [] },");
    const project = greeter(text).write('server.js', SERVER.replace('const', "import pg from 'pg';\n\nawait new pg.Pool({ connectionString: process.env.DATABASE_URL }).query('SELECT 1');\nconst"));
    await project.run('npm', 'install', '--save-dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', tarball);
    expect(await project.run('npx', 'canarybed', '--version')).toBe(`${version}\n`);
    expect(await project.run('npx', 'canarybed', 'run', '-t', 'a good release')).toContain('1 of 1 releases were judged as expected');
    expect(existsSync(join(project.folder, 'node_modules/jest'))).toBe(false);
  }, 600_000);

  test('it audits an Express app as a checkout does', async () => {
    const project = withConfig(withExpressApp(new OutsideProject('module')));
    await project.run('npm', 'install', '--save-dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', tarball);
    const { installed, here } = await auditedByBoth(project);
    expect(installed).toEqual(EXPECTED);
    expect(here).toEqual(installed);
  }, 600_000);
});
