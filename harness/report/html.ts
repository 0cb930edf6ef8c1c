import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { viewFiles } from './view-files.js';
import { DEFLATED, embedReport, titleOf, type EmbeddedText, type Report } from './view/embed.js';
import { LIVE } from './view/live-data.js';

export type { Report };

/**
 * A report as one file that needs nothing beside it, and no network.
 * @param options.live of a page that is served: the version of its data. It may ask its own server, and no other, for a newer one.
 */
export function htmlOf(report: Report, { live }: { readonly live?: string } = {}): string {
  const { script, style } = viewFiles();
  // The page's own policy holds even where an app's text would get past the escaping: nothing is loaded, and no other script runs.
  const policy = [
    "default-src 'none'", `script-src '${digest(script)}'`, `style-src '${digest(style)}'`, 'img-src data:', ...(live === undefined ? [] : ["connect-src 'self'"]), "base-uri 'none'", "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${titleOf(report.kind)}</title>`,
    '<link rel="icon" href="data:,">',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="canarybed"></div>',
    '<noscript>This report draws itself by a script of its own: allow scripts to read it, or read the same in reports/results.json or reports/audit.json.</noscript>',
    ...[...embedReport(report), ...(live === undefined ? [] : [{ id: LIVE, value: live }])].map(dataElement),
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

const digest = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** Characters from which on a piece is deflated: logs and answers repeat themselves, and a browser reads all of a file first. */
const LONG = 4096;

function dataElement({ id, value }: EmbeddedText): string {
  const json = JSON.stringify(value);
  if (json.length < LONG) return `<script type="application/json" id="${id}">${scriptSafe(json)}</script>`;
  return `<script type="text/plain" id="${id}" ${DEFLATED}>${deflateRawSync(json, { level: 3 }).toString('base64')}</script>`;
}

/** JSON that ends no script element and no line of a script. */
const scriptSafe = (json: string): string => json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
