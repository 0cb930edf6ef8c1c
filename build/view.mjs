// What draws the report: one script and one style for dist/, so that the package needs no bundler.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import bundle from '../harness/report/view/bundle.cjs';

/** Puts them where the compiled program looks for them. */
export function buildView(target) {
  const { script, style } = bundle.bundleView();
  const folder = join(target, 'report/view');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'view.js'), script);
  writeFileSync(join(folder, 'view.css'), style);
}
