import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditResults } from '../../harness/model/audit.js';

export const ROOT = join(__dirname, '../..');

/** Wall seconds for a mutant: one that is repeated in real time lives through the whole deadline of its app. */
const LIMIT = 400;

/**
 * Audits an application.
 * @param name for the message
 * @param options of `canarybed audit`
 * @param folder in which it is asked for; left out: one of its own, so that nothing is written beside the app
 * @throws Error when it told no results, or was interrupted; survivors and invalid mutants are results
 */
export async function auditOf(name: string, options: readonly string[], folder?: string): Promise<AuditResults> {
  const workplace = mkdtempSync(join(tmpdir(), 'canarybed-real-apps-'));
  const child = spawn(process.execPath, [join(ROOT, 'bin/canarybed.mjs'), 'audit', '--json', '--limit', String(LIMIT), ...options], {
    cwd: folder ?? workplace,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  const code = await new Promise((resolve) => child.on('close', resolve));
  rmSync(workplace, { recursive: true, force: true });
  if (text === '') throw new Error(`the audit of ${name} ended with ${String(code)} and told nothing`);
  const results = JSON.parse(text) as AuditResults;
  if (results.interrupted) throw new Error(`the audit of ${name} was interrupted`);
  return results;
}
