import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditResults } from '../../harness/model/audit.js';
import { auditOf, ROOT } from './audit-of.js';
import { missesOf } from './compare.js';
import { scoreText, summaryOf, writtenBy } from './told.js';

/** Of the example's README, by the setting that makes each. */
const VARIANTS: Readonly<Record<string, readonly string[]>> = {
  deep: [],
  shallow: ['--env', 'HEALTH_MODE=shallow'],
  'the proxy answers': ['--env', 'NGINX_CONF=nginx-answers.conf'],
};

/** Audits the shop in Django in each of its variants, and writes what came, dated, into `results-django.md` here. What is given goes to the audits. */
export async function benchDjango(args: readonly string[]): Promise<boolean> {
  const lines: string[] = [];
  let last: AuditResults | undefined;
  for (const [variant, settings] of Object.entries(VARIANTS)) {
    last = await auditOf(`the shop in Django, ${variant}`, ['--app', 'examples/django/app.ts', '--runtime', 'embedded', ...settings, ...args], ROOT);
    const told = `${summaryOf(last)}. ${scoreText(last)} ${last.wallSeconds.toFixed(0)} s.`;
    console.log(`${variant}: ${told}`);
    lines.push(`## ${variant[0]?.toUpperCase() ?? ''}${variant.slice(1)}`, '', told, '', ...missesOf(last.mutants), '');
  }
  if (!last) return false;
  const part = args.length === 0 ? [] : [`Only a part was run: \`${args.join(' ')}\`.`];
  writeFileSync(join(__dirname, 'results-django.md'), ['# The shop in Django', '', writtenBy('django', last), ...part, 'Survivors, false alarms, and what came to nothing.', '', ...lines].join('\n'));
  return true;
}
