import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What draws the report, as text to be put in a page. */
export interface ViewFiles {
  readonly script: string;
  readonly style: string;
}

const FOLDER = join(__dirname, 'view');

let files: Promise<ViewFiles> | undefined;

/** As it was built for the package; a checkout, which is never stale so, bundles it at its first report. */
export function viewFiles(): Promise<ViewFiles> {
  files ??= existsSync(join(FOLDER, 'view.js')) ? Promise.resolve(builtView()) : bundledView();
  return files;
}

const builtView = (): ViewFiles => ({
  script: readFileSync(join(FOLDER, 'view.js'), 'utf8'),
  style: readFileSync(join(FOLDER, 'view.css'), 'utf8'),
});

/** The bundler is no dependency of the package: nothing that is shipped may name it. */
function bundledView(): Promise<ViewFiles> {
  const { bundleView } = createRequire(__filename)(join(FOLDER, 'bundle.cjs')) as { bundleView: () => Promise<ViewFiles> };
  return bundleView();
}
