import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds wrong with a page as it is drawn, a line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  // Not by a script element: the page's policy forbids any but its own.
  await page.evaluate(AXE);
  return page.evaluate<string[]>(
    `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.target.join(' ') + ': ' + (node.any[0]?.message ?? node.failureSummary))))`,
  );
}
