import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../model/clock.js';
import type { Fault } from '../model/fault.js';
import type { JournalEvent } from '../model/journal.js';
import type { Release } from '../model/release.js';
import { scenarioOf, SMALL_RELEASE } from '../model/release.testing.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import type { Instance } from '../runtime/instance.js';
import { until } from '../runtime/run-bench.testing.js';
import { FleetMembers, type MembersOptions, type Side } from './fleet-members.js';
import { openTestbed } from './open-testbed.js';
import type { Testbed } from './testbed.js';

/** Serves one page, late if it is told to, and says what it is asked for. */
const PROGRAM = `
  require('node:http').createServer((request, answer) => {
    console.log('asked for ' + request.url);
    setTimeout(() => answer.end('a page'), Number(process.env.DELAY ?? 0));
  }).listen(Number(process.env.PORT));
`;

const PAGE = { name: 'front', method: 'GET', path: '/front', headers: {} } as const;

/** Members of two fleets with real processes, on a clock that moves when it is told to. */
export class MembersBench {
  readonly clock = new ManualClock();
  readonly journal: JournalEvent[] = [];
  readonly release: Release;
  /** Faults of each canary in the order of launch; the last ones are those of all that come after. */
  canaryFaults: (readonly Fault[])[] = [[]];
  oldFaults: readonly Fault[] = [];
  /** What users are to get of an instance of either side. */
  expected: ReturnType<MembersOptions['answersOf']> = [];
  /** Times that a failed launch was told. */
  failures = 0;
  readonly noticed: string[] = [];
  boot: MembersOptions['boot'] = () => Promise.resolve(() => undefined);
  readonly #folder = mkdtempSync(join(tmpdir(), 'members-bench-'));
  #testbed: Testbed | undefined;

  constructor() {
    const folder = join(this.#folder, 'app');
    mkdirSync(folder, { mode: 0o755 });
    writeFileSync(join(folder, 'main.cjs'), PROGRAM);
    writeFileSync(join(folder, 'notes.txt'), 'as it was');
    this.release = { ...SMALL_RELEASE, folder, command: ['node', 'main.cjs'], users: [PAGE] };
  }

  async open(changes: Partial<MembersOptions> = {}): Promise<FleetMembers> {
    this.#testbed = await openTestbed('embedded', false);
    const options: MembersOptions = {
      scenario: scenarioOf({ release: this.release }),
      planOf: (side, ordinal) => planLaunch(this.release, this.#faultsOf(side, ordinal), this.release.healthCheck),
      answersOf: () => this.expected,
      database: undefined,
      clock: this.clock,
      testbed: this.#testbed,
      journal: { write: (event) => this.journal.push(event) },
      bootLimit: 30,
      boot: () => this.boot(),
      ...changes,
    };
    return new FleetMembers(options, () => (this.failures += 1), (id) => this.noticed.push(id));
  }

  /** Without the release no working copy can be made any more, as when somebody cleans up during a run. */
  removeRelease(): void {
    rmSync(this.release.folder, { recursive: true });
  }

  async close(): Promise<void> {
    this.clock.stop();
    await this.#testbed?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #faultsOf(side: Side, ordinal: number): readonly Fault[] {
    return side === 'old' ? this.oldFaults : (this.canaryFaults[ordinal] ?? this.canaryFaults.at(-1) ?? []);
  }
}

/** Sends a request to the app of an instance, through whatever stands before it. */
export async function askOnce(instance: Instance): Promise<number> {
  await until('it listens', () => instance.listening);
  const { host, port } = instance.addressOf(80);
  return (await fetch(`http://${host}:${port}/`)).status;
}
