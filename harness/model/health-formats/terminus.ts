import { fieldOf, fieldsOf, isStatusWord, readResults, statusOf, type HealthFormat } from './check-reading.js';

/**
 * `info`, `error` and `details` as NestJS Terminus and @godaddy/terminus send them beside an overall `status`: a name is
 * a check where it has a status, or stands under `error`, which holds those that fail.
 */
export const terminus: HealthFormat = (answer) => {
  if (typeof fieldOf(answer, 'status') !== 'string') return undefined;
  const listed = ['details', 'info'].flatMap((part) => fieldsOf(fieldOf(answer, part))).filter(([, result]) => isStatusWord(statusOf(result)));
  const errors = fieldsOf(fieldOf(answer, 'error')).filter(([, result]) => fieldsOf(result).length > 0);
  const readings = [...listed.map(([name, result]) => readResults(name, [result])), ...errors.map(([name, result]) => ({ ...readResults(name, [result]), failed: true }))];
  return readings.length === 0 ? undefined : [...new Map(readings.map((reading) => [reading.name, reading])).values()];
};
