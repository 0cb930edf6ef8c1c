import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../harness/cli/started-program.testing.js';
import { ROOT } from '../../harness/cli/tiny-project.testing.js';
import type { AuditResults, MutantStatus } from '../../harness/model/audit.js';
import { describeWithDjango } from './django-bench.testing.js';

/** What the shallow check makes of them: it asks the shop whether it answers, and nothing else. */
const COMES: Readonly<Record<string, MutantStatus>> = {
  'wrong-password': 'killed',
  'break-template': 'survived',
  'fake-applied-last': 'survived',
  'trailing-slash': 'false-alarm',
};

describeWithDjango('an audit of an application in Python', () => {
  let temporary: string;
  beforeAll(() => {
    temporary = mkdtempSync(join(tmpdir(), 'audit-of-django-'));
    // The shop runs as somebody else.
    chmodSync(temporary, 0o755);
  });
  afterAll(() => rmSync(temporary, { recursive: true, force: true }));

  test('tells what its shallow check sees, and what it does not', async () => {
    const operators = Object.keys(COMES).join(',');
    const { stdout, stderr } = await runCommand({ folder: ROOT, temporary }, ['audit', '--app', 'examples/django/app.ts', '--runtime', 'embedded', '--env', 'HEALTH_MODE=shallow', '--operator', operators, '--max', '6', '--json']);
    if (stdout === '') throw new Error(stderr);
    const { mutants } = JSON.parse(stdout) as AuditResults;
    const tried = mutants.filter(({ status }) => status !== 'ignored');
    expect(tried.map(({ id, status }) => [id, status])).toEqual(tried.map(({ id, operator }) => [id, COMES[operator]]));
    expect([...new Set(tried.map(({ operator }) => operator))].sort()).toEqual(Object.keys(COMES).sort());
    expect(tried.filter(({ status, hurt }) => status === 'survived' && hurt.length === 0)).toEqual([]);
  }, 300_000);
});
