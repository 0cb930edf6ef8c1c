import { join } from 'node:path';
import { TinyProject } from '../tiny-project.testing.js';
import { runCommand, type Place, type StartedProgram } from '../started-program.testing.js';
import { COLUMNS, startOnTerminal, testOnTerminal } from './pseudo-terminal.testing.js';
import { screenAfter } from './screen.testing.js';

const project = new TinyProject()
  .scenarios(
    'few',
    `
scenario('refused for its disk, by a title that is longer than any line of the terminal', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });
scenario('said to be accepted', { fault: fault.env.set('HEALTH', 'sick'), expect: 'accepted' });
`,
  )
  .scenarios('endless', `scenario('endless', { pace: 'realtime', deadline: '10m', fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: 'disk' });`);

const programs: StartedProgram[] = [];
afterEach(async () => {
  for (const program of programs.splice(0)) await program.end();
});
afterAll(() => project.remove());

function start(args: string, env: NodeJS.ProcessEnv = {}, place: Place = project): StartedProgram {
  const program = startOnTerminal(place, args, env);
  programs.push(program);
  return program;
}

/** Without what differs from run to run. */
const same = (text: string): string => text.replace(/\d+(?:\.\d+)? s\b/g, 'n s').replace(/\d+ (checks?|projected)/g, 'n $1');

/** Lines as they come are in the order in which scenarios end, which is not always the same. */
const sorted = (lines: readonly string[]): string[] => lines.filter((line) => line !== '').map(same).sort();

/** All that the status line said while it stood there. */
const drawings = (output: string): string[] => [...output.matchAll(/\u001b\[\?7l(.*?)\u001b\[\?7h/gs)].map(([, text = '']) => text);

testOnTerminal('one line is redrawn while a run goes on, and at its end nothing is left of it', async () => {
  const program = start('run few --no-watch', { NO_COLOR: '1' });
  expect(await program.ended).toBe(1);
  const drawn = drawings(program.output);
  expect(drawn[0]).toBe('0 of 2 ended, 0 surprises, 0 s');
  expect(drawn).toContainEqual(expect.stringMatching(/^0 of 2 ended, 0 surprises, \d+ s; longest \d+ s: refused .*\.\.\.$/));
  expect(drawn).toContainEqual(expect.stringMatching(/^2 of 2 ended, 1 surprise, \d+ s$/));
  expect(Math.max(...drawn.map(({ length }) => length))).toBe(COLUMNS - 1);
  const plain = await runCommand(project, ['run', 'few', '--no-watch']);
  expect(plain.stdout).not.toMatch(/[\u001b\r✓✗]/);
  expect(sorted(screenAfter(program.output).map((line) => line.replace(/^[✓✗·] /, '')))).toEqual(sorted(plain.stdout.split('\n')));
});

testOnTerminal('verdicts that are watched are counted, in colour', async () => {
  const program = start('run few');
  expect(await program.ended).toBe(1);
  expect(drawings(program.output)).toContainEqual(expect.stringMatching(/^\u001b\[2m0 of 2 ended, [12] judged and watched, 0 surprises, \d+ s\u001b\[0m$/));
  expect(program.output).toContain('\u001b[32m✓ ok\u001b[0m       rejected');
  expect(program.output).toContain('\u001b[31m✗ SURPRISE\u001b[0m');
});

testOnTerminal('Ctrl-C at the terminal takes the line away before it is told', async () => {
  const program = start('run endless', { NO_COLOR: '1' });
  await program.says(/longest \d+ s: endless/);
  program.child.stdin?.write('\u0003');
  expect(await program.ended).toBe(130);
  const screen = screenAfter(program.output);
  expect(screen).toContainEqual(expect.stringMatching(/SIGINT: stopping what was started$/));
  expect(screen.join('\n')).not.toMatch(/longest \d/);
});

testOnTerminal('in a CI job there are plain lines alone, also on a terminal', async () => {
  const program = start('run few --no-watch', { CI: 'true' });
  expect(await program.ended).toBe(1);
  expect(program.output).not.toMatch(/[\u001b✓✗]|\r(?!\n)/);
});

testOnTerminal('an audit counts what it finds', async () => {
  const program = start('audit --command "node server.cjs" --health /health --page / --env HEALTH=ok --env PAGES=fine --operator unset-setting --max 1', { NO_COLOR: '1' }, { ...project, folder: join(project.folder, 'app') });
  await program.ended;
  expect(drawings(program.output)).toContainEqual(expect.stringMatching(/^0 of \d+ ended, 0 survivors, 0 false alarms/));
  expect(screenAfter(program.output).join('\n')).not.toMatch(/of \d+ ended/);
});
