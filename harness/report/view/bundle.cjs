'use strict';
const { join } = require('node:path');
const { buildSync } = require('esbuild');

/**
 * Bundles `main.tsx`, and `style.css`, with what they import, minified.
 * @returns {import('../view-files').ViewFiles}
 */
exports.bundleView = function bundleView() {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, 'main.tsx'), join(__dirname, 'style.css')],
    outdir: __dirname,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  const textOf = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text.trim();
  return { script: textOf('.js'), style: textOf('.css') };
};
