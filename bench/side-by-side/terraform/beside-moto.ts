import { join } from 'node:path';
import { findTerraform, type TerraformFound } from '../../../harness/terraform/find-terraform.js';
import { ProviderPool } from '../../../harness/terraform/provider-pool.js';
import { Terraform } from '../../../harness/terraform/workspace.js';
import { figureLine, numberAfter } from '../../figures.js';
import { imagesAt } from '../balancer-of-ten.js';
import { MOTO, motoVersion, SHOP, startServer, type RunningServer, type ServerCommand } from '../server.js';
import { applyFigures, type TimedRuns } from './apply-figures.js';
import { COMMANDS, prepare, timeCommand, timeRound, type RoundTimes, type Side } from './rollout-round.js';

const EXAMPLE = join(__dirname, '../../../examples/terraform');

/** Of `examples/images.ts`: the shop, and its next release. */
const SHOP_IMAGES = ['ami-0000000000000000a', 'ami-0000000000000000b'] as const;

/**
 * Terraform's first apply and canary apply of the example with a classic balancer, ours with the shop in each instance,
 * beside moto, where nothing boots and no check is sent. True when ours takes no longer apart from the wait for checks: two
 * of them at the shortest interval are 5 s apart, which alone is more than moto takes to create a group.
 */
export async function benchTerraform(args: readonly string[]): Promise<boolean> {
  const terraform = await findTerraform();
  if (!terraform.found) {
    console.log(`Terraform's applies are skipped: ${terraform.reason}`);
    return true;
  }
  const version = motoVersion();
  if (version === undefined) console.log('moto is skipped: it is not on this machine');
  const bench = new SidesBench(terraform);
  try {
    await bench.add(SHOP, () => Promise.resolve(SHOP_IMAGES));
    if (version !== undefined) await bench.add({ ...MOTO, name: `moto ${version}` }, twoImagesAt);
    console.log('not counted below: the start of the servers and of the provider, and ours building the shop and preparing its database');
    for (const side of bench.sides) await rehearse(side);
    return report(bench.sides, await takeTurns(bench.sides, numberAfter(args, '--terraform-rounds', 3)));
  } finally {
    await bench.close();
  }
}

/** Servers, each with a workspace; one after the other they use the same process of the provider. */
class SidesBench {
  readonly sides: Side[] = [];
  readonly #servers: RunningServer[] = [];
  readonly #providers = new ProviderPool();

  constructor(private readonly found: TerraformFound) {}

  async add(command: ServerCommand, imagesOf: (url: string) => Promise<Side['images']>): Promise<void> {
    const server = await startServer(command);
    this.#servers.push(server);
    const images = await imagesOf(server.url);
    const terraform = Terraform.open({ terraform: this.found, folder: EXAMPLE, endpoint: { url: server.url }, providers: this.#providers });
    const side = { name: server.name, terraform, images };
    this.sides.push(side);
    await prepare(side);
  }

  async close(): Promise<void> {
    await Promise.all(this.sides.map(({ terraform }) => terraform.close()));
    await this.#providers.close();
    await Promise.all(this.#servers.map((server) => server.stop()));
  }
}

async function twoImagesAt(url: string): Promise<Side['images']> {
  const [first, second] = await imagesAt(url);
  if (first === undefined || second === undefined) throw new Error('expected two images that are there from the start, found fewer');
  return [first, second];
}

/** Ours builds the shop and prepares its database meanwhile, and moto loads its modules: once for each server. */
async function rehearse(side: Side): Promise<void> {
  const [image] = side.images;
  const { whole } = await timeCommand(side, 'apply', image);
  console.log(figureLine(`${side.name}: first apply right after its start`, whole, 's'));
  await timeCommand(side, 'destroy', image);
}

/** Rounds in which they take turns, so that what else the machine does falls on all alike. */
async function takeTurns(sides: readonly Side[], rounds: number): Promise<ReadonlyMap<Side, readonly RoundTimes[]>> {
  const times = new Map<Side, RoundTimes[]>(sides.map((side) => [side, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : [...sides].reverse()) {
      const took = await timeRound(side);
      times.get(side)?.push(took);
      console.log(`round ${round + 1}, ${side.name}: ${COMMANDS.map((command) => `${command} ${took[command].whole.toFixed(2)} s`).join(', ')}`);
    }
  }
  return times;
}

function report([ours, other]: readonly Side[], times: ReadonlyMap<Side, readonly RoundTimes[]>): boolean {
  if (!ours) throw new Error('expected a server of ours, found none');
  const runsOf = (side: Side, command: keyof RoundTimes): TimedRuns => ({ name: side.name, runs: (times.get(side) ?? []).map((round) => round[command]) });
  const figures = COMMANDS.map((command) => applyFigures(command, other ? [runsOf(ours, command), runsOf(other, command)] : [runsOf(ours, command)]));
  for (const { lines } of figures) console.log(lines.join('\n'));
  return figures.every(({ reached }) => reached);
}
