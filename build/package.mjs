// npm run build:package, and before each npm pack: harness/ becomes JavaScript with types in dist/.
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildView } from './view.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [source, target] = [join(root, 'harness'), join(root, 'dist')];

/** Compiled by tsc, bundled, or of use in a checkout only. */
const LEFT_OUT = /\.(?:ts|mjs)$|^report\/view\/|^report\/golden\//;

rmSync(target, { recursive: true, force: true });
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
execFileSync(process.execPath, [tsc, '-p', join(root, 'build/tsconfig.json')], { stdio: 'inherit' });
for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
  const path = relative(source, join(entry.parentPath, entry.name));
  if (entry.isFile() && !LEFT_OUT.test(path.replaceAll(sep, '/'))) cpSync(join(source, path), join(target, path));
}
// Users' files are loaded by require, and so must be what they share with the program.
writeFileSync(join(target, 'package.json'), `${JSON.stringify({ type: 'commonjs' })}\n`);
buildView(target);
