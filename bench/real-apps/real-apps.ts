import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResults } from '../../harness/model/audit.js';
import { auditOf, ROOT } from './audit-of.js';
import { compareRows, missesOf, tableOf } from './compare.js';
import { scoreText, summaryOf, writtenBy } from './told.js';
import { PARSE_SERVER, UNLEASH, type TruthRow } from './truth.js';

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
  const results = await auditOf(app.name, ['--config', join(ROOT, app.folder, 'canarybed.config.yaml'), ...args]);
  const compared = compareRows(app.truth, results.mutants);
  const wall = (Date.now() - startedAt) / 1000;
  const file = join(__dirname, `results-${app.npm}.md`);
  writeFileSync(file, [...headOf(app, results, wall, args), '', ...tableOf(compared), '', '## Survivors, false alarms, and what came to nothing', '', ...missesOf(results.mutants), ''].join('\n'));
  console.log(`${app.name}: ${summaryOf(results)}, ${wall.toFixed(0)} s; ${file}`);
  for (const { row, audit, comparison } of compared) if (comparison === 'differs') console.log(`  differs: ${row.fault}: by hand ${row.byHand}; audit ${audit}`);
  return compared.every(({ comparison }) => comparison !== 'differs');
}

function headOf({ name, folder, npm }: RealApp, results: AuditResults, wall: number, args: readonly string[]): string[] {
  const { version } = JSON.parse(readFileSync(join(ROOT, folder, 'node_modules', npm, 'package.json'), 'utf8')) as { version: string };
  const { controlBoots } = results;
  return [
    `# ${name} ${version}`,
    '',
    writtenBy('real-apps', results),
    ...(args.length > 0 ? [`Only a part was run: \`${args.join(' ')}\`.`] : []),
    `${summaryOf(results)}. ${scoreText(results)}`,
    `The unbroken release booted in ${controlBoots.map((seconds) => seconds.toFixed(1)).join(', ')} s; all took ${wall.toFixed(0)} s.`,
  ];
}
