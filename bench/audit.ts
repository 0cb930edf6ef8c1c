import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { AuditResults } from '../harness/model/audit.js';
import { wallNow } from '../harness/model/wall-clock.js';
import { figureLine, median } from './figures.js';
import { makeWorkplace, ROOT } from './workplace.js';

/** The shop with its full check, as it is deployed. */
const AUDIT = ['audit', '--app', join(ROOT, 'scenarios/app.ts'), '--env', 'HEALTH_MODE=full', '--env', 'PUBLIC_HOST=shop.example.com', '--runtime', 'embedded', '--incremental'];

/** Wall seconds at most: of all of it, and of a second one that finds nothing changed. */
const [WHOLE, AGAIN] = [90, 5];
/** Boots over the processors that a mutant may cost at most. */
const BOOTS = 1.3;

/**
 * The audit of the shop, once, and again with `--incremental`. A mutant's cost is the wall time of all over their number;
 * a boot's is that of the release alone on the machine, over the processors.
 */
export async function benchAudit(): Promise<boolean> {
  const workplace = makeWorkplace('bench-audit');
  try {
    const first = await runAudit(workplace);
    const again = await runAudit(workplace);
    const { mutants, controlBoots, score, wallSeconds } = first.results;
    const cost = wallSeconds / mutants.length / (median(controlBoots) / availableParallelism());
    console.log(`${mutants.length} mutants, sensitivity ${String(score.sensitivity)} %, specificity ${String(score.specificity)} %; the release alone booted in ${controlBoots.map((boot) => boot.toFixed(2)).join(', ')} s`);
    console.log(figureLine('the audit, with learning', first.wall, 's', WHOLE));
    console.log(figureLine('a mutant', wallSeconds / mutants.length, 's'));
    console.log(figureLine('a mutant, in boots over the processors', cost, 'times', BOOTS));
    console.log(figureLine('again with --incremental', again.wall, 's', AGAIN));
    return score.sensitivity === 100 && score.specificity === 100 && first.wall <= WHOLE && cost <= BOOTS && again.wall <= AGAIN;
  } finally {
    rmSync(workplace, { recursive: true, force: true });
  }
}

/** @throws Error when it was not carried out, or its gate refused */
async function runAudit(workplace: string): Promise<{ readonly results: AuditResults; readonly wall: number }> {
  const startedAt = wallNow();
  const child = spawn(process.execPath, [join(ROOT, 'bin/canarybed.mjs'), ...AUDIT], { cwd: workplace, stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`the audit of the shop ended with ${String(code)}`);
  return { results: JSON.parse(readFileSync(join(workplace, 'reports/audit.json'), 'utf8')) as AuditResults, wall: wallNow() - startedAt };
}
