import { fieldOf, fieldsOf, readResults, type HealthFormat } from './check-reading.js';

/**
 * `checks` of `application/health+json` (draft-inadarei-api-health-check), each a list of results with a status; the
 * same field with plain statuses; and the list of named checks of MicroProfile Health.
 */
export const listedChecks: HealthFormat = (answer) => {
  const field = fieldOf(answer, 'checks');
  const checks = Array.isArray(field) ? namedIn(field) : fieldsOf(field);
  if (checks.length === 0) return undefined;
  return checks.map(([name, check]) => readResults(name, Array.isArray(check) ? check : [check]));
};

const namedIn = (list: readonly unknown[]): [string, unknown][] =>
  list.flatMap((check): [string, unknown][] => {
    const name = fieldOf(check, 'name');
    return typeof name === 'string' ? [[name, check]] : [];
  });
