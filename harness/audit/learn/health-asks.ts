import { wallSleep } from '../../model/wall-clock.js';

/** Health checks that are looked at: one may be answered from what the app remembers of the one before. */
const TIMES = 3;

/** Wall seconds of silence before each check, and for what a check sets going to be over. */
const SILENCE = 0.3;

type Bytes = Readonly<Record<string, number>>;

/**
 * On which links a health check makes the app talk: true or false; undefined where the app talks there also when nobody
 * asks it anything.
 * @param bytes passed so far on each link
 * @param check sends one health check, and resolves when it was answered
 */
export async function healthAsks(bytes: () => Promise<Bytes>, check: () => Promise<unknown>): Promise<Record<string, boolean | undefined>> {
  const silences: Bytes[] = [];
  const checks: Bytes[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const before = await bytes();
    await wallSleep(SILENCE);
    const between = await bytes();
    await check();
    const after = await bytes();
    silences.push(difference(before, between));
    checks.push(difference(between, after));
  }
  const talked = (each: readonly Bytes[], link: string): boolean => each.some((passed) => (passed[link] ?? 0) > 0);
  return Object.fromEntries(Object.keys(checks[0] ?? {}).map((link) => [link, talked(silences, link) ? undefined : talked(checks, link)]));
}

const difference = (before: Bytes, after: Bytes): Bytes => Object.fromEntries(Object.entries(after).map(([link, bytes]) => [link, bytes - (before[link] ?? 0)]));
