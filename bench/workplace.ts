import { mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPORTS } from '../harness/model/report-files.js';

export const ROOT = join(__dirname, '..');

/** A folder with the project in it, by links, but for what runs write there. It is the caller's to remove. */
export function makeWorkplace(name: string): string {
  const workplace = mkdtempSync(join(tmpdir(), `canarybed-${name}-`));
  for (const entry of readdirSync(ROOT)) if (!entry.startsWith('.') && entry !== REPORTS) symlinkSync(join(ROOT, entry), join(workplace, entry));
  return workplace;
}
