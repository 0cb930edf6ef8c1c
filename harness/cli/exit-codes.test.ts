import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';

const project = new TinyProject()
  .scenarios(
    'mixed',
    `
scenario('a good release', { expect: 'accepted' });
scenario('a surprise', { fault: fault.env.set('HEALTH', 'sick'), expect: 'accepted' });
scenario('a fault that never strikes', { fault: fault.process.exitAfterChecks({ checks: 1000 }), expect: 'accepted' });
`,
  )
  .scenarios(
    'unfit',
    // Its control is judged with the same settings, and refused.
    `
scenario('another good release', { expect: 'accepted' });
scenario('another surprise', { fault: fault.env.set('HEALTH', 'sick'), expect: 'accepted' });
scenario('a check at a port where nothing listens', { healthCheck: { target: 'HTTP:81/health' }, expect: 'rejected', because: 'disk' });
`,
  );

/** As above, but the unbroken release is sick. */
const sick = new TinyProject(`env: { HEALTH: 'sick', PAGES: 'fine', API_TOKEN: '${TOKEN}' },`).scenarios(
  'one',
  `scenario('any', { expect: 'accepted' });\nscenario('other', { fault: fault.env.unset('PAGES'), expect: 'accepted' });`,
);

/** As above, but its users get errors while its check passes. */
const broken = new TinyProject(`env: { HEALTH: 'ok', PAGES: 'broken', API_TOKEN: '${TOKEN}' },`).scenarios('one', `scenario('any', { expect: 'accepted' });`);

/** As above, but its image is on no machine. */
const imageless = new TinyProject(`image: { name: 'canarybed-test/no-such-image:never', folder: '/srv' },`).scenarios('one', `scenario('any', { expect: 'accepted' });`);

/** As a file without type checking may be. */
const unchecked = new TinyProject().scenarios('one', `scenario('asked otherwise', { fault: fault.request.askedOtherwise({ headers: { 'X-Probe': 'a' } }), expect: 'accepted' });`);

const projects = [project, sick, broken, imageless, unchecked];
afterAll(() => projects.forEach((one) => one.remove()));

describe('2, wrong use: told in a sentence that says what is right', () => {
  test.each([
    ['an unknown option', ['run', '--fast'], /"run" takes no option --fast; see canarybed --help/],
    ['no such file', ['run', 'missing.scenario.ts'], /expected a scenario file or folder, found nothing at missing\.scenario\.ts/],
    ['a file that is no scenario file, and is not run', ['run', 'app/server.cjs'], /^canarybed: expected a scenario file or folder, found app\/server\.cjs; files end in \.scenario\.ts\n$/],
    ['a title that nothing has', ['run', '-t', 'no such title'], /no scenario has a title like "no such title"; 6 are registered, among them:\n {2}a good release/],
  ])('%s', async (_what, args, message) => {
    const { code, stdout, stderr } = await runCommand(project, args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test('a file of the user that leaves a timer open keeps no command from ending, nor from saying all that it has to say', async () => {
    const open = new TinyProject();
    const titles = Array.from({ length: 500 }, (_, index) => `a good release, and one of many that are listed here, number ${index}`);
    open.scenarios('open', `setInterval(() => undefined, 1000);\nfor (const title of ${JSON.stringify(titles)}) scenario(title, { expect: 'accepted' });`);
    projects.push(open);
    const { code, stdout } = await runCommand(open, ['list']);
    expect(code).toBe(0);
    expect(titles.filter((title) => !stdout.includes(title))).toEqual([]);
  });

  test('a file of the user that cannot be loaded is no defect of ours, and it is told where it fails', async () => {
    const failing = new TinyProject();
    failing.write('scenarios/failing.scenario.ts', "import { scenario } from './ap.js';\n\nscenario('any', { expect: 'accepted' });\n");
    projects.push(failing);
    const { code, stderr } = await runCommand(failing, ['list']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/failing\.scenario\.ts cannot be loaded: Error: Cannot find module '\.\/ap\.js'/);
    expect(stderr).not.toContain('a defect of canarybed');
  });

  test.each([
    ['a file that is not in the release', `fault.file.remove('views/front.html')`, /found no views\/front\.html/],
    ['a database where there is none', `fault.database.down()`, /database/],
  ])('a fault that does not apply: %s', async (_what, builder, message) => {
    const strange = new TinyProject().scenarios('one', `scenario('a strange fault', { fault: ${builder}, expect: 'accepted' });`);
    projects.push(strange);
    const { code, stderr } = await runCommand(strange, ['run']);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    // Nobody takes what is there for a report of this run.
    for (const file of ['journal.jsonl', 'results.json']) expect(existsSync(join(strange.folder, 'reports', file))).toBe(false);
  });

  test('a fault that lacks what reports tell of it, before anything boots', async () => {
    const { code, stderr } = await runCommand(unchecked, ['run']);
    expect(code).toBe(2);
    expect(stderr).toContain('scenario "asked otherwise": fault request.asked-otherwise: expected a summary, a text that says in reports what is wrong, found none');
    expect(existsSync(join(unchecked.folder, 'reports', 'journal.jsonl'))).toBe(false);
  });
});

describe('3, not fit to be tested', () => {
  test('a control that is refused: with its last answer and lines, and no scenario counts', async () => {
    const { code, stdout } = await runCommand(sick, ['run']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^REFUSED +any: the unbroken release was not accepted/m);
    expect(stdout).toMatch(/^REFUSED +other: the unbroken release was not accepted/m);
    expect(stdout).toContain('it was rejected: 0 of 1 instances in service at the deadline of 20 s; last check: 503 is not 200');
    expect(stdout).toContain('last answer: {"status":"fail","checks":{"disk":[{"status":"fail"}]}');
    expect(stdout).toContain('starting with the token ***');
    expect(stdout).toContain('2 not run, the control was refused');
    expect(stdout).not.toContain(TOKEN);
    expect(sick.read('reports/results.json')).not.toContain(TOKEN);
  });

  test('a control whose check passes while its users get errors', async () => {
    const { code, stdout } = await runCommand(broken, ['run']);
    expect(code).toBe(3);
    expect(stdout).toContain('users got 500 from front page');
  });

  test('containers that were asked for and cannot be: with what to do, and nothing is booted instead', async () => {
    const { code, stdout, stderr } = await runCommand(imageless, ['run', '--runtime', 'containers']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^canarybed: the containers runtime was asked for, but (?:no container engine answers|image \S+ is missing|the container engine runs on another machine.*)\n {2}\S.* CANARYBED_RUNTIME=embedded\n$/);
    expect(stdout).toBe('');
  });
});

describe('the gravest wins', () => {
  test('70 for a fault that was not live, over 1 for a surprise beside it', async () => {
    const { code, stdout } = await runCommand(project, ['run', 'mixed', '--no-watch']);
    expect(code).toBe(70);
    expect(stdout).toMatch(/^ERROR: a fault that never strikes$/m);
    expect(stdout).toContain('a fault was not live, so the verdict counts for nothing: the process ends after 1000 checks: exit-after-checks did not strike');
    expect(stdout).toContain('1 of 3 releases were judged as expected, 1 surprise, 1 error of the harness');
  });

  test('3 for a refused control, over 1 for a surprise under another control', async () => {
    const { code, stdout } = await runCommand(project, ['run', 'unfit', '--no-watch']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^REFUSED +a check at a port where nothing listens/m);
    expect(stdout).toMatch(/^SURPRISE.*another surprise/m);
    expect(stdout).toContain('1 of 3 releases were judged as expected, 1 surprise, 1 not run, the control was refused');
  });
});
