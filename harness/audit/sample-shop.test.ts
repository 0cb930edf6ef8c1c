import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../cli/started-program.testing.js';
import { ROOT } from '../cli/tiny-project.testing.js';
import type { AuditResults, MutantResult } from '../model/audit.js';

/** Milliseconds; a whole audit takes about a minute where nothing else runs. */
const LONG = 8 * 60_000;

async function audit(...options: string[]): Promise<{ code: unknown; results: AuditResults }> {
  const temporary = mkdtempSync(join(tmpdir(), 'audit-of-the-shop-'));
  // The app runs as somebody else.
  chmodSync(temporary, 0o755);
  try {
    const { code, stdout, stderr } = await runCommand({ folder: ROOT, temporary }, ['audit', '--app', 'scenarios/app.ts', '--runtime', 'embedded', '--json', ...options]);
    if (stdout === '') throw new Error(stderr);
    return { code, results: JSON.parse(stdout) as AuditResults };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const ids = (mutants: readonly MutantResult[], ...statuses: readonly MutantResult['status'][]): string[] =>
  mutants.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);

test('the full check of the shop refuses every broken release and accepts every good one', async () => {
  const { code, results } = await audit('--env', 'HEALTH_MODE=full', '--env', 'PUBLIC_HOST=shop.example.com', '--break-on', '100');
  const { mutants, score } = results;
  expect(ids(mutants, 'survived', 'false-alarm', 'invalid', 'timed-out')).toEqual([]);
  expect(score).toMatchObject({ sensitivity: 100, specificity: 100 });
  expect(mutants.length).toBeGreaterThanOrEqual(60);
  expect(score.counts.killed).toBeGreaterThanOrEqual(60);
  expect(score.counts.harmless).toBeGreaterThanOrEqual(20);
  expect(code).toBe(0);
}, LONG);

test('a shallow check lets those through whose process answers while their pages are broken, and no others', async () => {
  const { mutants } = (await audit('--env', 'HEALTH_MODE=shallow')).results;
  const broken = mutants.filter(({ status, breaks }) => breaks === 'release' && (status === 'killed' || status === 'survived'));
  const answers = ({ observed }: MutantResult): boolean => observed?.status !== undefined;
  expect(ids(broken, 'survived')).toEqual(broken.filter(answers).map(({ id }) => id));
  for (const { id, hurt, observed } of broken.filter(answers)) expect([id, (observed?.hurtLater ?? hurt).length > 0]).toEqual([id, true]);
  expect(ids(broken, 'survived').length).toBeGreaterThanOrEqual(50);
  expect(ids(mutants, 'invalid', 'timed-out')).toEqual([]);
}, LONG);
