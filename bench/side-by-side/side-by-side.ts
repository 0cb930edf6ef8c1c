import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTED_ANSWERS } from '../../harness/aws/probes/documented-answers.js';
import { IMAGE_OF_NOTHING } from '../../harness/aws/probes/expect-documented-answers.testing.js';
import { runProbes, type ProbeAnswer } from '../../harness/aws/probes/run-probes.testing.js';
import type { HandlersByService } from '../../harness/aws/wire/types.js';
import { figureLine, median, numberAfter } from '../figures.js';
import { anyImage, healthOfTen } from './balancer-of-ten.js';
import { countOf, coverageTable, type ServerAnswers } from './coverage-table.js';
import { compareThroughput, endureMany, type LoadedServer } from './figures-beside-moto.js';
import { withSection } from './generated-section.js';
import { allActions, operationsTable, servedBy } from './operations-table.js';
import { CANARYBED, MOTO, motoVersion, runningAt, startServer, type RunningServer, type ServerCommand } from './server.js';
import { benchTerraform } from './terraform/beside-moto.js';

export interface SideBySideOptions {
  /** What starts ours; `--ours URL` takes a running one instead. */
  readonly ours?: ServerCommand;
  readonly moto?: ServerCommand;
  /** What ours serves; without it the list of operations is left as it is. */
  readonly handlers?: HandlersByService;
}

interface Contender {
  readonly name: string;
  readonly start: () => Promise<RunningServer>;
  readonly imageAt: (url: string) => Promise<string>;
}

const PAGE = join(__dirname, '../../docs/aws-coverage.md');

/**
 * Our endpoint of AWS beside moto's: what each answers where AWS documents the answer, how soon it is there, what it carries,
 * and how long Terraform takes with it. `--write` puts the tables into the page of the documentation, `--only-probes`
 * measures nothing, `--only-terraform` asks and measures nothing else.
 */
export async function benchSideBySide(args: readonly string[], options: SideBySideOptions = {}): Promise<boolean> {
  if (args.includes('--only-terraform')) return benchTerraform(args);
  const contenders = contendersOf(args, options);
  const asked = await askBoth(contenders, args);
  if (args.includes('--write')) await writePage(asked, options.handlers);
  const [ours] = asked;
  const right = ours?.answers?.every(({ asDocumented }) => asDocumented) ?? false;
  if (args.includes('--only-probes')) return right;
  await measureStarts(contenders, numberAfter(args, '--runs', 5));
  const carried = await measureLoads(contenders, args);
  return (await benchTerraform(args)) && carried && right;
}

function contendersOf(args: readonly string[], { ours = CANARYBED, moto = MOTO }: SideBySideOptions): readonly Contender[] {
  const url = urlAfter(args, '--ours');
  const own: Contender = { name: ours.name, start: () => (url === undefined ? startServer(ours) : Promise.resolve(runningAt(ours.name, url))), imageAt: () => Promise.resolve(IMAGE_OF_NOTHING) };
  const version = motoVersion();
  if (version === undefined) console.log('moto is skipped: it is not on this machine');
  return version === undefined ? [own] : [own, { name: `moto ${version}`, start: () => startServer({ ...moto, name: `moto ${version}` }), imageAt: anyImage }];
}

function urlAfter(args: readonly string[], flag: string): string | undefined {
  const at = args.indexOf(flag);
  if (at < 0) return undefined;
  const url = args[at + 1];
  if (url === undefined || !URL.canParse(url)) throw new Error(`${flag}: expected the address of a running endpoint, such as http://127.0.0.1:4566, found "${url ?? ''}"`);
  return url.replace(/\/$/, '');
}

async function askBoth(contenders: readonly Contender[], args: readonly string[]): Promise<readonly ServerAnswers[]> {
  const asked: ServerAnswers[] = [];
  for (const contender of contenders) {
    const own = { name: contender.name, answers: await answersOf(contender) };
    asked.push(own);
    console.log(countOf(own, DOCUMENTED_ANSWERS.length));
    if (asked.length > 1 && !args.includes('--all')) continue;
    for (const { probe, answered, asDocumented } of own.answers) if (!asDocumented) console.log(`  ${probe.id}: ${answered}`);
  }
  return asked;
}

async function answersOf({ start, imageAt }: Contender): Promise<readonly ProbeAnswer[]> {
  const server = await start();
  try {
    return await runProbes(server.url, { image: await imageAt(server.url) });
  } finally {
    await server.stop();
  }
}

async function writePage(asked: readonly ServerAnswers[], handlers: HandlersByService | undefined): Promise<void> {
  let page = withSection(readFileSync(PAGE, 'utf8'), 'answers', coverageTable(DOCUMENTED_ANSWERS, asked));
  if (handlers) page = withSection(page, 'operations', operationsTable(await allActions(), await servedBy(handlers)));
  writeFileSync(PAGE, page);
}

/** Whoever runs already has no start to be measured. */
async function measureStarts(contenders: readonly Contender[], runs: number): Promise<void> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const { name, start } of contenders) {
      const server = await start();
      times.get(name)?.push(server.startedWithin);
      await server.stop();
    }
  }
  for (const [name, each] of times) {
    const middle = median(each);
    console.log(Number.isNaN(middle) ? `${name}: its start is not measured, as it was running` : figureLine(`${name}: start to first answer, median of ${runs}`, middle, 's'));
  }
}

async function measureLoads(contenders: readonly Contender[], args: readonly string[]): Promise<boolean> {
  const servers: RunningServer[] = [];
  try {
    const loaded: LoadedServer[] = [];
    for (const { start, imageAt } of contenders) {
      const server = await start();
      servers.push(server);
      loaded.push({ server, request: await healthOfTen(server.url, await imageAt(server.url)) });
    }
    const whole = await compareThroughput(loaded, numberAfter(args, '--rounds', 3), numberAfter(args, '--seconds', 5));
    const [ours] = loaded;
    return ours !== undefined && (await endureMany(ours)) && whole;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}
