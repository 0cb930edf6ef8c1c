import { fieldOf, type CheckReading, type HealthFormat } from './health-formats/check-reading.js';
import { djangoHealthCheck } from './health-formats/django-health-check.js';
import { kubernetesVerbose } from './health-formats/kubernetes-verbose.js';
import { listedChecks } from './health-formats/listed-checks.js';
import { plainObject } from './health-formats/plain-object.js';
import { springBoot } from './health-formats/spring-boot.js';
import { terminus } from './health-formats/terminus.js';

/** A check of a health answer that fails, and what it says to that. */
export interface CheckFailure {
  readonly name: string;
  readonly output?: string;
}

/** Formats that name their checks in a field of their own, and so are known for what they are inside a log's event too. */
const MARKED: readonly HealthFormat[] = [listedChecks, springBoot, terminus];

/** The first that fits reads the body of a health answer. */
const FORMATS: readonly HealthFormat[] = [kubernetesVerbose, ...MARKED, djangoHealthCheck, plainObject];

/**
 * The failing checks of a health answer, sorted by name, where it is in a format that tells it from any other object
 * (health+json, Spring Boot, terminus); anything else has none. Pure.
 */
export const checkFailures = (answer: unknown): CheckFailure[] => failuresOf(readBy(MARKED, answer));

/** Names of the failing checks in a health answer's body, sorted; of every format that is understood. Pure. */
export const failingChecks = (body: string | undefined): string[] => failuresOf(readBody(body)).map(({ name }) => name);

/** Every check that a health answer's body names, and whether it failed; of every format that is understood. Pure. */
export const checksOf = (body: string | undefined): Record<string, boolean> =>
  Object.fromEntries(readBody(body).map(({ name, failed }) => [name, failed]));

/** The release that a health answer names (`releaseId` of `application/health+json`); undefined when it names none. Pure. */
export function releaseIdOf(body: string | undefined): string | undefined {
  const releaseId = fieldOf(answerOf(body), 'releaseId');
  return typeof releaseId === 'string' ? releaseId : undefined;
}

const readBody = (body: string | undefined): CheckReading[] => readBy(FORMATS, answerOf(body));

function readBy(formats: readonly HealthFormat[], answer: unknown): CheckReading[] {
  for (const format of formats) {
    const readings = format(answer);
    if (readings) return readings;
  }
  return [];
}

const failuresOf = (readings: readonly CheckReading[]): CheckFailure[] =>
  readings
    .filter(({ failed }) => failed)
    .map(({ failed: _failed, ...failure }) => failure)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** What the body holds as JSON, or the body itself. */
function answerOf(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return body;
  }
}
