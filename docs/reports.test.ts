import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommand } from '../harness/cli/options.js';
import { FORMAT_NAMES, reportFile } from '../harness/report/formats/index.js';
import { mutationReport } from '../harness/report/formats/mutation.js';
import { mutant } from '../harness/report/formats/sample-results.testing.js';
import type { MutantStatus } from '../harness/model/audit.js';

const text = readFileSync(join(__dirname, 'reports.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('| ')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', '')));
const commands = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
/** What a shell makes of it. */
const wordsOf = (command: string): string[] => command.replace(/ +#.*$/, '').split(' ').slice(2);

it('has a row for every format, with the files that it goes to', () => {
  const of = rows.filter(([name = '']) => (FORMAT_NAMES as readonly string[]).includes(name)).map((row) => row.slice(0, 3));
  const printed = (file: string | undefined): string => file ?? 'printed';
  expect(of).toEqual(FORMAT_NAMES.map((name) => [name, name === 'mutation' ? '' : printed(reportFile(name, 'run')), printed(reportFile(name, 'audit'))]));
});

it('shows commands that are understood, for every command that makes reports', () => {
  for (const command of commands) expect(command).toMatch(/^npx canarybed /);
  const parsed = commands.map((command) => parseCommand(wordsOf(command), {}));
  const asking = parsed.filter((command) => 'reporters' in command && (command.reporters?.length ?? 0) > 0).map(({ name }) => name);
  expect([...new Set(asking)].sort()).toEqual(['audit', 'report', 'run']);
  const others = parsed.flatMap((command) => ('reporters' in command ? [] : [command.name]));
  expect(new Set(others)).toEqual(new Set(['report']));
});

it('tells for every status of a mutant which it is in the mutation report', () => {
  const there = Object.fromEntries(rows.filter(([, status = '']) => /^[A-Z]/.test(status)).map(([here = '', status]) => [here.replace(' ', '-'), status]));
  const statuses = ['killed', 'survived', 'false-alarm', 'harmless', 'ignored', 'invalid', 'timed-out'] as const satisfies readonly MutantStatus[];
  const { files } = mutationReport({ mutants: statuses.map((status) => mutant(status)), matrix: { checks: [], rows: [] } });
  expect(there).toEqual(Object.fromEntries(statuses.map((status, index) => [status, files['settings']?.mutants[index]?.status])));
});
