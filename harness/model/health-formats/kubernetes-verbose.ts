import type { HealthFormat } from './check-reading.js';

const LINE = /^\[([+-])\](\S+) ?(.*)$/;

/** The text of `/readyz?verbose`: a line for each check, `[+]name ok` or `[-]name failed: why`. */
export const kubernetesVerbose: HealthFormat = (answer) => {
  if (typeof answer !== 'string') return undefined;
  const lines = answer.split('\n').flatMap((line) => {
    const [, sign, name = '', says = ''] = LINE.exec(line.trim()) ?? [];
    if (sign === undefined) return [];
    return [sign === '+' ? { name, failed: false } : { name, failed: true, ...(says === '' ? {} : { output: says }) }];
  });
  return lines.length === 0 ? undefined : lines;
};
