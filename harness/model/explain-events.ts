import { accessOf, type AccessEvent } from './access-event.js';
import { checkFailures, type CheckFailure } from './health-answer.js';
import { errorIn } from './error-event.js';
import type { ShippedEvent } from './shipped-event.js';

/** Seconds within which the app's event and the proxy's tell of the same health check. */
const SAME_CHECK = 2;

/** Characters of what a check says that a sentence has room for. */
const LONGEST_OUTPUT = 300;

/** What one event tells of a health check that failed. */
interface Told {
  readonly access?: AccessEvent;
  readonly checks: readonly CheckFailure[];
}

/** An event of a health check that failed, and all that is known of that check from the events. */
export type HealthFailure<E extends ShippedEvent = ShippedEvent> = E & { readonly sentence: string };

/**
 * Those events of one instance that tell of a health check which failed: an access event of the health check's path
 * whose status is no 2xx, and an event of the app that carries failing checks as the health answer does. Both kinds are
 * put together where they tell of the same check. Where no check could answer, the last error before that is the reason.
 * All other events explain nothing. Pure.
 */
export function healthFailures<E extends ShippedEvent>(events: readonly E[], path: string | undefined): HealthFailure<E>[] {
  const failures = events.flatMap((event) => {
    const told = failureIn(event.event, path);
    return told ? [{ event, ...told }] : [];
  });
  const accesses = failures.filter(({ checks }) => checks.length === 0);
  const apps = failures.filter(({ checks }) => checks.length > 0).map((app) => ({ ...app, of: nearest(app.event.at, accesses) }));
  const errors = errorsIn(events);
  const ofApp = new Map(apps.map((app) => [app.event, app]));
  return failures.map((failure) => {
    const access = ofApp.get(failure.event)?.of ?? failure;
    const checks = access.checks.length > 0 ? access.checks : apps.filter(({ of }) => of === access).flatMap((app) => app.checks);
    const before = checks.length === 0 && (access.access?.status ?? 0) >= 500 ? lastError(errors, failure.event.at + SAME_CHECK) : undefined;
    return { ...failure.event, sentence: sentenceOf({ access: access.access, checks, program: access.event.program, before }) };
  });
}

/** Why health checks failed, by the events of one instance alone: each sentence once, the newest last. Pure. */
export const explainEvents = (events: readonly ShippedEvent[], path: string | undefined): string[] => sentencesOf(healthFailures(events, path));

/** Their sentences, each once, the newest last. Pure. */
export const sentencesOf = (failures: readonly HealthFailure[]): string[] => [...new Set(failures.map(({ sentence }) => sentence).reverse())].reverse();

function nearest<A extends { readonly event: ShippedEvent }>(at: number, accesses: readonly A[]): A | undefined {
  const distance = ({ event }: A): number => Math.abs(event.at - at);
  const near = accesses.filter((access) => distance(access) <= SAME_CHECK);
  return near.reduce<A | undefined>((best, access) => (best === undefined || distance(access) < distance(best) ? access : best), undefined);
}

function failureIn(event: unknown, path: string | undefined): Told | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const access = accessOf(event, path);
  const checks = checksIn(event);
  const passed = access !== undefined && access.status >= 200 && access.status <= 299;
  if (checks.length > 0) return { ...(access && !passed ? { access } : {}), checks };
  return access?.isOfPath === true && !passed ? { access, checks } : undefined;
}

/** Of a health answer that is the event or one of its fields, or of a list of failures as loggers of checks write it. */
function checksIn(event: object): CheckFailure[] {
  const answers = [event, ...Object.values(event)].map(checkFailures).find((checks) => checks.length > 0);
  return answers ?? listedFailures((event as { failures?: unknown }).failures);
}

function listedFailures(failures: unknown): CheckFailure[] {
  if (!Array.isArray(failures)) return namedFailures(failures);
  return failures.flatMap((failure: unknown): CheckFailure[] => {
    const { check, err, output } = (failure ?? {}) as { check?: unknown; err?: { message?: unknown }; output?: unknown };
    const says = output ?? err?.message;
    return typeof check === 'string' ? [{ name: check, ...(typeof says === 'string' ? { output: says } : {}) }] : [];
  });
}

/** What each failing check says, by its name. */
function namedFailures(failures: unknown): CheckFailure[] {
  if (typeof failures !== 'object' || failures === null) return [];
  return Object.entries(failures).flatMap(([name, output]: [string, unknown]) => (typeof output === 'string' ? [{ name, output }] : []));
}

interface ToldError {
  readonly at: number;
  readonly words: string;
}

/** What went wrong, as those that wrote it say. */
const errorsIn = (events: readonly ShippedEvent[]): ToldError[] =>
  events.flatMap(({ at, event, program }) => {
    const error = errorIn(event);
    return error === undefined ? [] : [{ at, words: program === undefined ? error : `${program}: ${error}` }];
  });

/** The last of them before that moment; of several at once the one that came last. */
const lastError = (errors: readonly ToldError[], before: number): string | undefined =>
  errors.reduce<ToldError | undefined>((last, one) => (one.at > before || (last && one.at < last.at) ? last : one), undefined)?.words;

interface Sentence {
  readonly access: AccessEvent | undefined;
  readonly checks: readonly CheckFailure[];
  readonly program: string | undefined;
  readonly before: string | undefined;
}

function sentenceOf({ access, checks, program, before }: Sentence): string {
  const by = program === undefined ? '' : ` ${access ? 'by' : 'in'} ${program}`;
  const upstream = access?.upstream === undefined ? '' : ` (upstream ${access.upstream})`;
  const failed = [...new Map(checks.map((check) => [check.name, check])).values()].map(checkText);
  return `health check ${access ? `answered ${access.status}` : 'failed'}${by}${upstream}${failed.length === 0 ? '' : `: ${failed.join('; ')}`}${before === undefined ? '' : `; before that ${bounded(before)}`}`;
}

function checkText({ name, output }: CheckFailure): string {
  return `check ${name} failed${output === undefined ? '' : `: ${bounded(output)}`}`;
}

const bounded = (text: string): string => text.slice(0, LONGEST_OUTPUT).split(/\s+/).join(' ').trim();
