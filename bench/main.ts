import { spawnSync } from 'node:child_process';
import { EXAMPLE_ACCOUNT } from '../harness/aws/place.js';
import { catalogueOf } from '../harness/aws/machine.js';
import { openRegion } from '../harness/aws/region.js';
import { benchAgreement } from './agreement.js';
import { benchAudit } from './audit.js';
import { benchDataPlane } from './data-plane.js';
import { benchPostgres } from './postgres.js';
import { benchRealApps } from './real-apps/real-apps.js';
import { benchReport } from './report.js';
import { benchResults } from './results.js';
import { benchRollout } from './rollout.js';
import { benchSideBySide } from './side-by-side/side-by-side.js';
import { benchSuite } from './suite.js';

/** What can be measured, each in a process of its own; true when the figures are those to be reached. */
const PARTS: Record<string, (args: readonly string[]) => Promise<boolean>> = {
  postgres: benchPostgres,
  suite: benchSuite,
  agreement: benchAgreement,
  results: benchResults,
  report: benchReport,
  rollout: benchRollout,
  audit: benchAudit,
  'data-plane': benchDataPlane,
  'real-apps': benchRealApps,
  'side-by-side': (args) => benchSideBySide(args, { handlers: handlersOfServe() }),
};

/** What `canarybed serve` has handlers for; nothing is launched. */
const handlersOfServe = () =>
  openRegion({
    place: { region: 'us-east-1', account: EXAMPLE_ACCOUNT },
    images: catalogueOf([]),
    launch: () => Promise.reject(new Error('nothing is launched here')),
    doubts: { neverHealthy: 'keep', healthCheckPeriod: 10 },
  }).handlers;

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) return Math.max(...Object.keys(PARTS).map(runPart));
  const part = PARTS[name];
  if (part) return (await part(args)) ? 0 : 1;
  console.error(`expected one of ${Object.keys(PARTS).join(', ')}, or nothing for all of them; found "${name}"`);
  return 2;
}

/** Scenarios register themselves in their process, so parts that load different ones must not share it. */
function runPart(name: string): number {
  console.log(`\n== ${name}`);
  const { status } = spawnSync(process.execPath, [...process.execArgv, ...process.argv.slice(1, 2), name], { stdio: 'inherit' });
  return status ?? 70;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(70);
  },
);
