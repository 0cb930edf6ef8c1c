import type { Finder, Finding } from './finding.js';
import { healthCommand } from './health-command.js';
import { writtenSeconds } from './written-seconds.js';

/** A container's health check, of an image or of a compose service; times as Docker writes them. */
export interface ContainerCheck {
  readonly command: string;
  readonly interval?: string | undefined;
  readonly timeout?: string | undefined;
  readonly startPeriod?: string | undefined;
}

/** What a container's check tells of the balancer's to be: the same path, and its times where AWS takes them. Pure. */
export function containerCheck(find: Finder, check: ContainerCheck, what: string): Finding[] {
  const asked = healthCommand(check.command);
  if (!asked) return find('note', `the check "${check.command}" asks for no URL of this machine, so its path is not known`, what);
  const interval = within(check.interval, 5, 300);
  const timeout = within(check.timeout, 2, 60);
  const grace = check.startPeriod === undefined ? undefined : writtenSeconds(check.startPeriod);
  const both = timeout === undefined || timeout < (interval ?? 30);
  return [
    ...find('health', asked.path, what),
    ...find('port', asked.port, what),
    ...find('interval', interval, what),
    ...find('timeout', both ? timeout : undefined, what),
    ...find('gracePeriod', grace === 0 ? undefined : grace, what),
    ...[['interval', check.interval, interval], ['timeout', check.timeout, both ? timeout : undefined]].flatMap(([name, given, taken]) =>
      given !== undefined && taken === undefined ? find('note', `its ${name} ${given} is left out: no balancer of AWS takes it`, what) : [],
    ),
  ];
}

function within(text: string | undefined, least: number, most: number): number | undefined {
  const seconds = text === undefined ? undefined : writtenSeconds(text);
  return seconds !== undefined && Number.isInteger(seconds) && seconds >= least && seconds <= most ? seconds : undefined;
}
