import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

async function run(command: string, cwd = checkOut()): Promise<{ code: number | null; output: string }> {
  const words = command.replace(/^npx canarybed/, `"${process.execPath}" bin/canarybed.mjs`);
  const child = spawn('sh', ['-c', words], { cwd, env: { ...process.env, CANARYBED_RUNTIME: 'embedded' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

const withoutTimes = (line: string): string => line.replaceAll(/\d+(\.\d+)? s\b/g, '_ s').replaceAll(/\d+ checks?( \+ \d+ projected)?/g, '_ checks');

it('has no command that is not run, here or by the check that every change must pass', () => {
  const ci = readFileSync(join(ROOT, '.ci/run'), 'utf8');
  const elsewhere = commands.filter((command) => !command.startsWith('npx canarybed'));
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

it.concurrent.each(commands.filter((command) => /^npx canarybed (explain|list|doctor)/.test(command)))('runs %s', async (command) => {
  const { code, output } = await run(command);
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).not.toBe('');
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
  const [, text = ''] = blocksOf('ts');
  expect(text).toContain('old: 2');
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

it('links to files that are there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? '');
  expect(links.length).toBeGreaterThan(0);
  expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
});
