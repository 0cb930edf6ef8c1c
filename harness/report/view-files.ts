import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What draws the report, as text to be put in a page. */
export interface ViewFiles {
  readonly script: string;
  readonly style: string;
}

const FOLDER = join(__dirname, 'view');

let files: ViewFiles | undefined;

/**
 * As it was built for the package; a checkout, which is never stale so, bundles it at its first report. At once, since
 * reports are also written when an interruption ends the process.
 */
export function viewFiles(): ViewFiles {
  files ??= existsSync(join(FOLDER, 'view.js')) ? builtView() : bundledView();
  return files;
}

const builtView = (): ViewFiles => ({
  script: readFileSync(join(FOLDER, 'view.js'), 'utf8'),
  style: readFileSync(join(FOLDER, 'view.css'), 'utf8'),
});

/** The bundler is no dependency of the package: nothing that is shipped may name it. */
function bundledView(): ViewFiles {
  const { bundleView } = createRequire(__filename)(join(FOLDER, 'bundle.cjs')) as { bundleView: () => ViewFiles };
  return bundleView();
}
