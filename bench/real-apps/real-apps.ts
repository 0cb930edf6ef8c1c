import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditResults } from '../../harness/model/audit.js';
import { compareRows, missesOf, tableOf } from './compare.js';
import { PARSE_SERVER, UNLEASH, type TruthRow } from './truth.js';

const ROOT = join(__dirname, '../..');

/** Wall seconds for a mutant: one that is repeated in real time lives through the whole deadline of its app. */
const LIMIT = 400;

interface RealApp {
  readonly name: string;
  /** Its configuration and, once installed, what npm brings; from the project's folder. */
  readonly folder: string;
  readonly npm: string;
  readonly truth: readonly TruthRow[];
}

const APPS: readonly RealApp[] = [
  { name: 'Parse Server', folder: 'examples/parse-server', npm: 'parse-server', truth: PARSE_SERVER },
  { name: 'Unleash', folder: 'bench/real-apps/unleash', npm: 'unleash-server', truth: UNLEASH },
];

/**
 * Audits whole applications of others, and writes what came beside what was measured of them by hand, dated, into
 * `results-NAME.md` here. `--app NAME` takes one of them, all else goes to the audit: `--operator`, `--area`, `--max`.
 */
export async function benchRealApps(args: readonly string[]): Promise<boolean> {
  const at = args.indexOf('--app');
  const [only, rest] = at < 0 ? [undefined, args] : [args[at + 1], args.filter((_, index) => index !== at && index !== at + 1)];
  let same = true;
  for (const app of APPS.filter(({ npm }) => only === undefined || npm === only)) {
    if (existsSync(join(ROOT, app.folder, 'node_modules', app.npm))) same = (await benchApp(app, rest)) && same;
    else console.log(`${app.name} is not installed: npm ci --prefix ${app.folder} --ignore-scripts`);
  }
  return same;
}

async function benchApp(app: RealApp, args: readonly string[]): Promise<boolean> {
  const startedAt = Date.now();
  const results = await auditOf(app, args);
  if (results.interrupted) throw new Error(`the audit of ${app.name} was interrupted`);
  const compared = compareRows(app.truth, results.mutants);
  const wall = (Date.now() - startedAt) / 1000;
  const file = join(__dirname, `results-${app.npm}.md`);
  writeFileSync(file, [...headOf(app, results, wall, args), '', ...tableOf(compared), '', '## Survivors, false alarms, and what came to nothing', '', ...missesOf(results.mutants), ''].join('\n'));
  console.log(`${app.name}: ${summaryOf(results)}, ${wall.toFixed(0)} s; ${file}`);
  for (const { row, audit, comparison } of compared) if (comparison === 'differs') console.log(`  differs: ${row.fault}: by hand ${row.byHand}; audit ${audit}`);
  return compared.every(({ comparison }) => comparison !== 'differs');
}

function summaryOf({ score: { counts }, mutants }: AuditResults): string {
  const words = Object.entries(counts).filter(([, count]) => count > 0).map(([status, count]) => `${count} ${status}`);
  return `${mutants.length} mutants: ${words.join(', ')}`;
}

function headOf({ name, folder, npm }: RealApp, results: AuditResults, wall: number, args: readonly string[]): string[] {
  const { version } = JSON.parse(readFileSync(join(ROOT, folder, 'node_modules', npm, 'package.json'), 'utf8')) as { version: string };
  const { controlBoots, score } = results;
  return [
    `# ${name} ${version}`,
    '',
    `Written by \`npm run bench -- real-apps\` on ${new Date().toISOString().slice(0, 10)}, ${results.runtime}, ${availableParallelism()} processors, Node ${results.node}.`,
    ...(args.length > 0 ? [`Only a part was run: \`${args.join(' ')}\`.`] : []),
    `${summaryOf(results)}. Sensitivity ${percent(score.sensitivity)}, specificity ${percent(score.specificity)}.`,
    `The unbroken release booted in ${controlBoots.map((seconds) => seconds.toFixed(1)).join(', ')} s; all took ${wall.toFixed(0)} s.`,
  ];
}

const percent = (share: number | undefined | null): string => (typeof share === 'number' ? `${share} %` : 'unknown');

/** @throws Error when it told no results; survivors and invalid mutants are results */
function auditOf({ folder, name }: RealApp, args: readonly string[]): Promise<AuditResults> {
  const workplace = mkdtempSync(join(tmpdir(), 'canarybed-real-apps-'));
  const child = spawn(process.execPath, [join(ROOT, 'bin/canarybed.mjs'), 'audit', '--config', join(ROOT, folder, 'canarybed.config.yaml'), '--json', '--limit', String(LIMIT), ...args], {
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
