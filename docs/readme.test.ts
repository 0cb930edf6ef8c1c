import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliConfigText } from '../harness/terraform/cli-config.js';
import { findMirror, whereMirrorsAre } from '../harness/terraform/plugin-mirror.js';
import { describeWithTerraform } from '../harness/terraform/terraform-bench.testing.js';

const ROOT = join(__dirname, '..');
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

const blocksOf = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, 'gm'))].map(([, indent, text]) => (text ?? '').replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
const commands = blocksOf('sh').flatMap((block) => block.trim().split('\n'));

const made: string[] = [];

afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A checkout as the README's reader has it: what is run for real lies in the project, what is added does not. */
function checkOut(): string {
  const folder = mkdtempSync(join(tmpdir(), 'canarybed-readme-'));
  made.push(folder);
  for (const name of ['app', 'bin', 'docker', 'harness', 'node_modules', 'package.json', 'tsconfig.json']) symlinkSync(join(ROOT, name), join(folder, name));
  cpSync(join(ROOT, 'scenarios'), join(folder, 'scenarios'), { recursive: true });
  return folder;
}

/** A command of the README as it runs. */
function start(command: string, cwd: string, env: NodeJS.ProcessEnv = {}) {
  const words = command.replace(/^npx canarybed/, `exec "${process.execPath}" bin/canarybed.mjs`);
  const child = spawn('sh', ['-c', words], { cwd, env: { ...process.env, CANARYBED_RUNTIME: 'embedded', GITHUB_ACTIONS: '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const looks = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += String(chunk);
      for (const look of looks) look();
    });
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  /** All that it said, once it has said this; rejects when it ends before that. */
  const prints = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => (pattern.test(output) ? resolve(output) : undefined);
      looks.add(look);
      void ended.then((code) => reject(new Error(`expected ${String(pattern)}, found that it ended with ${code}:\n${output}`)));
      look();
    });
  return { child, ended, prints, output: () => output };
}

async function run(command: string, cwd = checkOut(), env: NodeJS.ProcessEnv = {}): Promise<{ code: number | null; output: string }> {
  const started = start(command, cwd, env);
  return { code: await started.ended, output: started.output() };
}

const withoutTimes = (line: string): string => line.replaceAll(/\d+(\.\d+)? s\b/g, '_ s').replaceAll(/\d+ checks?( \+ \d+ projected)?/g, '_ checks');

it('has no command that is not run, here or by the check that every change must pass', () => {
  const ci = readFileSync(join(ROOT, '.ci/run'), 'utf8');
  const elsewhere = commands.filter((command) => !/^(?:npx canarybed|terraform) /.test(command));
  expect(elsewhere).toEqual(['npm ci', 'npm test scenarios', 'npm test', 'CANARYBED_RUNTIME=containers npm test scenarios']);
  for (const command of elsewhere) expect(ci).toContain(command);
});

it.concurrent('shows the output that its command gives, but for times', async () => {
  const command = commands.find((each) => each.startsWith('npx canarybed run')) ?? '';
  const shown = (blocksOf('text')[0] ?? '').trim().split('\n').filter((line) => line !== '');
  const { code, output } = await run(command);
  expect({ code, output }).toMatchObject({ code: 0 });
  const lines = output.split('\n').map(withoutTimes);
  for (const line of shown) expect(lines).toContain(withoutTimes(line));
});

it.concurrent.each(commands.filter((command) => /^npx canarybed (explain|list|doctor|audit --list)/.test(command)))('runs %s', async (command) => {
  const { code, output } = await run(command);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).not.toBe('');
});

it.concurrent('makes an image whose id is all that its command prints, and lists it', async () => {
  const checkout = checkOut();
  const [build = '', list = ''] = commands.filter((command) => command.startsWith('npx canarybed image'));
  const built = await run(`${build} 2>/dev/null`, checkout);
  expect(built).toEqual({ code: 0, output: expect.stringMatching(/^ami-[0-9a-f]{17}\n$/) as unknown });
  const { code, output } = await run(list, checkout);
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(`${built.output.trim()}  `) as unknown });
  expect(existsSync(join(checkout, '.canarybed/images'))).toBe(true);
});

it.concurrent('tells in less than ten lines how to add a scenario, and its words work', async () => {
  const file = /say `(scenarios\/[^`]+)`/.exec(readme)?.[1] ?? '';
  const command = /Run it: `([^`]+)`/.exec(readme)?.[1] ?? '';
  const [text = ''] = blocksOf('ts');
  expect(text.trim().split('\n').length).toBeLessThan(10);
  const checkout = checkOut();
  writeFileSync(join(checkout, file), text);
  const { code, output } = await run(command, checkout);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain('1 of 1 releases were judged as expected');
});

it('shows a scenario of an old fleet that is one of the suite', () => {
  const text = blocksOf('ts').find((block) => /\bold: 2/.test(block)) ?? '';
  expect(text).not.toBe('');
  expect(readFileSync(join(ROOT, 'scenarios/shared-state.scenario.ts'), 'utf8')).toContain(text.trim());
});

it.concurrent('rolls the working tree out beside the last commit, by its command', async () => {
  const command = commands.find((each) => each.startsWith('npx canarybed rollout')) ?? '';
  const checkout = checkOut();
  rmSync(join(checkout, 'app'));
  cpSync(join(ROOT, 'app'), join(checkout, 'app'), { recursive: true, filter: (path) => !/\/(?:dist|\.dist[^/]*)$/.test(path) });
  const { code: committed } = await run('git init -q && git add app package.json scenarios && git -c user.name=Ada -c user.email=ada@example.com commit -qm first', checkout);
  expect(committed).toBe(0);
  const { code, output } = await run(command, checkout);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain('1 of 1 releases were judged as expected');
});

describeWithTerraform('the AWS endpoint, by the README', () => {
  it('answers Terraform with the settings that it prints, until it is interrupted', async () => {
    const checkout = checkOut();
    cpSync(join(ROOT, 'examples'), join(checkout, 'examples'), { recursive: true });
    const serve = commands.find((each) => each.startsWith('npx canarybed serve')) ?? '';
    const server = start(`${serve} --port 0`, checkout);
    try {
      const settings = await server.prints(/Ctrl-C ends it/);
      const exported = Object.fromEntries([...settings.matchAll(/^export (.*)$/gm)].flatMap(([, line = '']) => line.split(' ').map((pair) => pair.split('='))));
      const rc = join(checkout, 'terraform.rc');
      writeFileSync(rc, cliConfigText(findMirror(whereMirrorsAre(process.env)), undefined));
      const env = { ...exported, TF_CLI_CONFIG_FILE: rc };
      const outputs: string[] = [];
      for (const command of commands.filter((each) => each.startsWith('terraform '))) {
        const { code, output } = await run(command, checkout, env);
        expect({ command, code, output }).toMatchObject({ code: 0 });
        outputs.push(output);
      }
      expect(outputs.at(-1)).toContain('Apply complete!');
    } finally {
      server.child.kill('SIGINT');
      expect(await server.ended).toBe(130);
    }
  }, 300_000);
});

it('links to files that are there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
});
