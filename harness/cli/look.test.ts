import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand, startCommand } from './started-program.testing.js';
import { ROOT, TinyProject, TOKEN } from './tiny-project.testing.js';

const project = new TinyProject(`image: { name: 'canarybed-test/no-such-image:never', folder: '/srv' },`)
  .scenarios(
    'disk',
    `
scenario('a sick disk', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });
scenario('a sick disk that hurts', { fault: [fault.env.unset('API_TOKEN'), fault.file.break('server.cjs')], healthCheck: { interval: 10 }, instances: 2, expect: 'rejected', because: 'connection-refused', harm: 'hurt' });
scenario.skip('a full disk', { expect: 'accepted' }, 'not built yet');
`,
  )
  .scenarios('good', `scenario('a good release', { expect: 'accepted' });\nscenario.todo('a better one');`);

afterAll(() => project.remove());

test('list shows a line for each scenario, by family, with what is expected, and names what is not run', async () => {
  const { code, stdout, stderr } = await runCommand(project, ['list']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^disk +rejected because disk: a sick disk$/),
    expect.stringMatching(/^disk +rejected because connection-refused: a sick disk that hurts$/),
    expect.stringMatching(/^good +accepted: a good release$/),
    expect.stringMatching(/^skip +a full disk: not built yet$/),
    expect.stringMatching(/^todo +a better one: to be written$/),
  ]);
});

test('list --json gives programs the same, with place, faults and health check', async () => {
  const { code, stdout } = await runCommand(project, ['list', 'disk', '--json', '-t', 'hurts']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    {
      title: 'a sick disk that hurts',
      family: 'disk',
      file: 'scenarios/disk.scenario.ts',
      line: 4,
      faults: ['env.unset', 'file.break'],
      expect: 'rejected',
      because: 'connection-refused',
      harm: 'hurt',
      balancer: 'classic',
      healthCheck: { target: 'HTTP:80/health', interval: 10, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 },
    },
  ]);
});

test('explain shows control, difference, check, rollout and expectation, and boots nothing', async () => {
  const program = startCommand(project, ['explain', 'a sick disk that hurts']);
  expect(await program.ended).toBe(0);
  expect(program.stdout).toBe(
    [
      'a sick disk that hurts',
      '  file         scenarios/disk.scenario.ts:4',
      '  control      tiny unbroken, HTTP:80/health every 10 s, 2 s timeout, 2 passes up, 2 failures down: must be accepted first',
      '  fault        API_TOKEN is not set (env.unset)',
      '  fault        server.cjs is broken (file.break)',
      '  differs in   setting API_TOKEN: *** -> (not set)',
      '  differs in   file server.cjs: prepend',
      '  health check HTTP:80/health every 10 s, 2 s timeout, 2 passes up, 2 failures down (classic)',
      '  rollout      2 instance(s); accepted when all are in service, 2 passes each, within 20 s',
      '  expected     rejected because connection-refused, users hurt',
      '',
    ].join('\n'),
  );
  expect(program.output).not.toContain(TOKEN);
  expect(existsSync(join(project.folder, 'reports'))).toBe(false);
  await program.isGone();
});

test('explain takes the scenario whose title is the very text, before those whose title contains it', async () => {
  const { stdout } = await runCommand(project, ['explain', 'a', 'sick', 'disk']);
  expect(stdout.split('\n').filter((line) => /^\S/.test(line))).toEqual(['a sick disk']);
});

test('--version and --help answer in any folder', async () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(await runCommand(project, ['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  const help = await runCommand(project, ['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  expect(help.stdout).toMatch(/canarybed run \[files\].*Exit codes: 0 as expected, 1 surprise or under the gate, 2 wrong use/s);
});

describe('doctor', () => {
  test('says what is there, and why containers would not be taken', async () => {
    const { code, stdout } = await runCommand(project, ['doctor', '--runtime', 'auto']);
    expect(code).toBe(0);
    expect(stdout).toContain(`node        ${process.version}\n`);
    expect(stdout).toContain('folder      temporary files can be written\n');
    expect(stdout).toMatch(/^embedded {4}usable: Postgres programs of the (?:package|system): \/.*postgres$/m);
    const [, why = ''] = /^containers {2}not usable: (.*CANARYBED_RUNTIME=embedded)$/m.exec(stdout) ?? [];
    expect(why).toMatch(/^(?:no container engine answers|image \S+ is missing|the container engine runs on another machine)/);
    expect(stdout).toContain(`would take  embedded: ${why}\n`);
  });

  test('exits with 3 where the runtime that is asked for cannot be used', async () => {
    const { code, stdout } = await runCommand(project, ['doctor'], { CANARYBED_RUNTIME: 'containers' });
    expect(code).toBe(3);
    expect(stdout).toMatch(/^would take {2}none: the containers runtime was asked for, but \S/m);
  });
});
