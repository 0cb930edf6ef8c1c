// Turns the sources into app/dist, or another folder that is named: one which runs by itself, by node start.js
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { putInPlace } from './put-in-place.mjs';

const source = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(source, 'dist'));
// A sibling, so that the final rename stays on one file system.
const workplace = join(dirname(target), `.${basename(target)}-${process.pid}`);

// The shop has SQL migrations only: what node-pg-migrate needs for scripts and
// patterns would be loaded at every boot and never be used.
const sqlMigrationsOnly = {
  name: 'sql-migrations-only',
  setup(build) {
    build.onResolve({ filter: /^(jiti|glob)$/ }, ({ path }) => ({ path, namespace: 'unused' }));
    build.onLoad({ filter: /.*/, namespace: 'unused' }, ({ path }) => ({
      contents: `
        const refuse = () => { throw new Error('${path} is not part of this build: migrations are SQL files'); };
        export const glob = refuse;
        export const createJiti = () => ({ import: async () => refuse() });`,
    }));
  },
};

// A third of the bundle would be tables of Asian encodings, which the shop, all in UTF-8, never reads.
const utf8Only = {
  name: 'utf8-only',
  setup(build) {
    build.onLoad({ filter: /iconv-lite[\\/]encodings[\\/]tables[\\/].*\.json$/ }, () => ({ contents: '[]', loader: 'json' }));
  },
};

async function bundle() {
  await build({
    absWorkingDir: source,
    entryPoints: ['start.ts', 'migrate.ts'],
    outdir: workplace,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['pg-native'],
    logLevel: 'warning',
    // Half as much text to read and parse at each boot; names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    define: {
      'import.meta.dirname': '__dirname',
      // As newer Node has it. Without it pg makes a Response to learn where it runs, which loads all of Node's fetch.
      navigator: '{"userAgent":"Node.js"}',
    },
    plugins: [sqlMigrationsOnly, utf8Only],
  });
  await writeFile(join(workplace, 'package.json'), '{"type":"commonjs"}\n');
}

async function hashAssets() {
  const from = join(source, 'assets');
  const to = join(workplace, 'assets');
  await mkdir(to, { recursive: true });
  const names = (await readdir(from)).sort();
  const entries = await Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(from, name));
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
      const extension = extname(name);
      const hashed = `${name.slice(0, name.length - extension.length)}.${hash}${extension}`;
      await writeFile(join(to, hashed), content);
      return [name, hashed];
    }),
  );
  await writeFile(join(to, 'manifest.json'), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

async function copy(name) {
  await cp(join(source, name), join(workplace, name), { recursive: true });
}

try {
  await mkdir(workplace, { recursive: true });
  await Promise.all([bundle(), hashAssets(), copy('views'), copy('migrations'), copy('seed.sql')]);
  await putInPlace(workplace, target);
} catch (error) {
  await rm(workplace, { recursive: true, force: true });
  throw error;
}
