import { doctor } from './doctor.js';

async function ask(...[wish, apps]: [Parameters<typeof doctor>[0], Parameters<typeof doctor>[2]]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await doctor(wish, { kind: 'not at all' }, apps, (line) => lines.push(line)), lines };
}

const lineOf = (lines: readonly string[], name: string): string => lines.find((line) => line.startsWith(name)) ?? '';

test('the doctor tells of Node, the folder, the user and both runtimes, and what would be taken', async () => {
  const { code, lines } = await ask('embedded', []);
  expect(lineOf(lines, 'node')).toBe(`node        ${process.version}`);
  expect(lineOf(lines, 'folder')).toBe('folder      temporary files can be written');
  expect(lineOf(lines, 'user')).toMatch(process.getuid?.() === 0 ? /root; apps and Postgres run as unprivileged users$/ : /not root/);
  expect(lineOf(lines, 'embedded')).toMatch(/^embedded {4}usable: \S/);
  expect(lineOf(lines, 'containers')).toMatch(/^containers {2}(usable: \S|not usable: \S.*; \S)/);
  expect(lineOf(lines, 'would take')).toMatch(/^would take {2}embedded: \S/);
  expect(code).toBe(0);
});

test('what was asked for and cannot be is exit code 3, with a remedy', async () => {
  const { code, lines } = await ask('containers', [{ name: 'shop', image: { name: 'canarybed-test/no-such-image:never', folder: '/srv/app' } }]);
  expect(code).toBe(3);
  expect(lineOf(lines, 'containers')).toMatch(/^containers {2}not usable: \S/);
  expect(lines.slice(lines.findIndex((line) => line.startsWith('would take'))).join('\n')).toMatch(/^would take {2}none: \S.*\n {2}\S/);
});

test('of each app that needs programs the doctor tells which are missing, and how to get them', async () => {
  const programs = (...paths: string[]) => ({ paths, remedy: 'apt-get install it' });
  const { code, lines } = await ask('embedded', [
    { name: 'plain' }, { name: 'lucky', programs: programs(process.execPath) }, { name: 'poor', programs: programs('/no/such/program', process.execPath, '/no/such/file') },
  ]);
  expect(lines.filter((line) => line.startsWith('programs'))).toEqual([
    'programs    lucky: all that it needs is here',
    'programs    poor: needs /no/such/program, /no/such/file, which are not here; apt-get install it; embedded its scenarios are skipped',
  ]);
  expect(code).toBe(0);
});
