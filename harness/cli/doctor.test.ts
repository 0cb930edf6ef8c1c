import { doctor } from './doctor.js';

async function ask(...[wish, images]: [Parameters<typeof doctor>[0], string[]]): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  return { code: await doctor(wish, images, (line) => lines.push(line)), lines };
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
  const { code, lines } = await ask('containers', ['canarybed-test/no-such-image:never']);
  expect(code).toBe(3);
  expect(lineOf(lines, 'containers')).toMatch(/^containers {2}not usable: \S/);
  expect(lines.slice(lines.findIndex((line) => line.startsWith('would take'))).join('\n')).toMatch(/^would take {2}none: \S.*\n {2}\S/);
});
