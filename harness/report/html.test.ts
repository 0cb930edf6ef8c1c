import { htmlOf } from './html.js';
import { sampleRun } from './view/sample-run.testing.js';
import { sampleAudit } from './view/sample-audit.testing.js';

const HOSTILE = '</script><!--<script>\u2028';
const hostile = (plain: string): string => `${plain}${HOSTILE}`;

test.each([
  ['run', 'short', 4, () => htmlOf({ kind: 'run', results: sampleRun({ scenarios: 3, probesEach: 0, text: hostile }) })],
  ['run', 'long', 4, () => htmlOf({ kind: 'run', results: sampleRun({ scenarios: 3, probesEach: 50, text: hostile }) })],
  ['audit', 'short', 1, () => htmlOf({ kind: 'audit', results: sampleAudit(1, hostile) })],
  ['audit', 'long', 1, () => htmlOf({ kind: 'audit', results: sampleAudit(10, hostile) })],
])('the report of %s, %s, is one file without an address, whose data ends no element', (kind, length, pieces, make) => {
  const html = make();
  const found = (pattern: RegExp): string[] => html.match(pattern) ?? [];
  expect(found(/<title>.*<\/title>|<noscript>/g)).toEqual([`<title>canarybed ${kind}</title>`, '<noscript>']);
  expect(found(/<(?:script|link|img|iframe)[^>]*(?:src|href)=(?!"data:)[^>]*/g)).toEqual([]);
  // The program's own script, and a piece of data for each id: what is in a text starts none.
  expect([found(/<script/g).length, found(/<\/script/g).length]).toEqual([pieces + 1, pieces + 1]);
  expect(found(/ data-deflated>/g).length > 0).toBe(length === 'long');
  expect(found(/<!--|\u2028/g)).toEqual([]);
});

test('the policy names the script and the style of the file, and forbids all else', () => {
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(htmlOf({ kind: 'run', results: sampleRun({ scenarios: 1, probesEach: 1 }) }))?.[1] ?? '';
  expect(policy.replace(/'sha256-[\w+/]{43}='/g, 'HASH')).toBe("default-src 'none'; script-src HASH; style-src HASH; img-src data:; base-uri 'none'; form-action 'none'");
});

test('the same results make the same report', () => {
  const [one, other] = [1, 2].map(() => htmlOf({ kind: 'run', results: sampleRun({ scenarios: 4, probesEach: 5 }) }));
  expect(one).toBe(other);
});
