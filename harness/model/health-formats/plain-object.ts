import { fieldsOf, isStatusWord, readResults, statusOf, type HealthFormat } from './check-reading.js';

/** Names under which an answer says how all of it does, or which hold the checks in other formats: no checks. */
const OVERALL = new Set([
  'status', 'health', 'healthy', 'ok', 'success', 'alive', 'live', 'ready', 'state', 'result', 'message', 'error',
  'checks', 'components', 'details', 'info',
]);

/**
 * An object whose fields say how something does, as booleans, status words or objects with such a status. Fields that
 * say something else, such as a version, and those that speak of the whole, name no check.
 */
export const plainObject: HealthFormat = (answer) => {
  const checks = fieldsOf(answer).filter(([name, result]) => !OVERALL.has(name.toLowerCase()) && isStatusWord(statusOf(result)));
  return checks.length === 0 ? undefined : checks.map(([name, result]) => readResults(name, [result]));
};
