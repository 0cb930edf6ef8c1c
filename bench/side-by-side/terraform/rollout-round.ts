import { wallNow } from '../../../harness/model/wall-clock.js';
import type { CommandDone, CommandFailed } from '../../../harness/terraform/terraform-run.js';
import type { CommandOptions, Terraform } from '../../../harness/terraform/workspace.js';
import type { TimedCommand } from './apply-figures.js';
import { stepsOf, type TimedLine } from './steps.js';

/** The shortest checks that AWS allows: what the rest of an apply takes shows best beside them. */
const VARIABLES = { health_check: { interval: 5, timeout: 2 }, draining: 5, wait_for_capacity_timeout: '3m' };

export interface Side {
  readonly name: string;
  readonly terraform: Terraform;
  /** Images of the release that is there first, and of the canary. */
  readonly images: readonly [string, string];
}

export const COMMANDS = ['first apply', 'canary apply', 'destroy'] as const;
export type RoundTimes = Readonly<Record<(typeof COMMANDS)[number], TimedCommand>>;

/**
 * A fleet, a canary that takes over from it, and the end of both.
 * @throws Error with what Terraform said when one of them fails.
 */
export async function timeRound(side: Side): Promise<RoundTimes> {
  const [good, next] = side.images;
  return { 'first apply': await timeCommand(side, 'apply', good), 'canary apply': await timeCommand(side, 'apply', next), destroy: await timeCommand(side, 'destroy', next) };
}

/** Fetches the provider and lets it start, so that no command which is measured has to. */
export async function prepare(side: Side): Promise<void> {
  expectDone(side, await side.terraform.init());
  await timeCommand(side, 'plan', side.images[0]);
}

export async function timeCommand(side: Side, command: 'plan' | 'apply' | 'destroy', ami: string): Promise<TimedCommand> {
  const lines: TimedLine[] = [];
  const startedAt = wallNow();
  const options: CommandOptions = { variables: { ...VARIABLES, ami }, onLine: (text) => lines.push({ at: wallNow() - startedAt, text }) };
  expectDone(side, await side.terraform[command](options));
  return { whole: wallNow() - startedAt, steps: stepsOf(lines) };
}

function expectDone({ name }: Side, end: CommandDone | CommandFailed): void {
  if (!end.ok) throw new Error(`expected Terraform to succeed against ${name}, found: ${end.error}\n${end.output.slice(-2000)}`);
}
