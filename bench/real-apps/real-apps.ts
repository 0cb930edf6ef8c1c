import { spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { AuditResults } from '../../harness/model/audit.js';
import { wallDate, wallNow } from '../../harness/model/wall-clock.js';
import { makeWorkplace, ROOT } from '../workplace.js';
import { APPS, type RealApp, type Variant } from './apps.js';
import { compareRows } from './compare.js';
import { resultsText, summaryOf, type Audited } from './results-file.js';

/** Wall seconds for a mutant: one that is repeated in real time lives through the whole deadline of its app. */
const LIMIT = 400;

/**
 * Audits whole applications, and writes what came beside what is known of them otherwise, dated, into `results-ID.md` here.
 * `--app ID` takes one of them, all else goes to the audit: `--operator`, `--area`, `--max`.
 * @throws Error for an app that there is none of
 */
export async function benchRealApps(args: readonly string[]): Promise<boolean> {
  const at = args.indexOf('--app');
  const [only, rest] = at < 0 ? [undefined, args] : [args[at + 1] ?? '', args.filter((_, index) => index !== at && index !== at + 1)];
  const chosen = APPS.filter(({ id }) => only === undefined || id === only);
  if (chosen.length === 0) throw new Error(`--app: expected one of ${APPS.map(({ id }) => id).join(', ')}, found "${only ?? ''}"`);
  let same = true;
  for (const app of chosen) {
    const remedy = app.remedy();
    if (remedy === undefined) same = (await benchApp(app, rest)) && same;
    else console.log(`${app.name} is not installed: ${remedy}`);
  }
  return same;
}

async function benchApp(app: RealApp, args: readonly string[]): Promise<boolean> {
  const audited: Audited[] = [];
  const file = join(__dirname, `results-${app.id}.md`);
  for (const variant of app.variants) {
    audited.push(await benchVariant(app, variant, args));
    // After each: an interruption leaves what was measured by then.
    writeFileSync(file, resultsText(app, audited, { date: wallDate().slice(0, 10), version: app.version(), processors: availableParallelism(), args }));
  }
  console.log(file);
  return audited.every(({ compared }) => compared.every(({ comparison }) => comparison !== 'differs'));
}

async function benchVariant(app: RealApp, variant: Variant, args: readonly string[]): Promise<Audited> {
  const name = variant.name === undefined ? app.name : `${app.name}, ${variant.name}`;
  const startedAt = wallNow();
  const results = await auditOf(name, [...app.args, ...variant.args, ...args]);
  if (results.interrupted) throw new Error(`the audit of ${name} was interrupted`);
  const wall = wallNow() - startedAt;
  const compared = compareRows(variant.truth, results.mutants);
  console.log(`${name}: ${summaryOf(results)}, ${wall.toFixed(0)} s`);
  for (const { row, audit, comparison } of compared) if (comparison === 'differs') console.log(`  differs: ${row.fault}: ${app.source} ${row.byHand}; audit ${audit}`);
  return { variant, results, compared, wall };
}

/** @throws Error when it told no results; survivors and invalid mutants are results */
function auditOf(name: string, args: readonly string[]): Promise<AuditResults> {
  const workplace = makeWorkplace('real-apps');
  const child = spawn(process.execPath, [join(ROOT, 'bin/canarybed.mjs'), 'audit', '--json', '--limit', String(LIMIT), ...args], {
    cwd: workplace,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      rmSync(workplace, { recursive: true, force: true });
      if (text === '') reject(new Error(`the audit of ${name} ended with ${String(code)} and told nothing`));
      else resolve(JSON.parse(text) as AuditResults);
    });
  });
}
