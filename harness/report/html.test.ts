import { htmlOf } from './html.js';
import { sampleRun } from './view/sample-run.testing.js';
import { sampleAudit } from './view/sample-audit.testing.js';

const HOSTILE = '</script><!--<script>\u2028';
const hostile = (plain: string): string => `${plain}${HOSTILE}`;

test.each([
  ['run', () => htmlOf({ kind: 'run', results: sampleRun({ scenarios: 3, probesEach: 5, text: hostile }) })],
  ['audit', () => htmlOf({ kind: 'audit', results: sampleAudit(10, hostile) })],
])('the report of %s is one file without an address, whose data ends no element', (kind, make) => {
  const html = make();
  const found = (pattern: RegExp): string[] => html.match(pattern) ?? [];
  expect(found(/<title>.*<\/title>|<noscript>/g)).toEqual([`<title>canarybed ${kind}</title>`, '<noscript>']);
  expect(found(/<(?:script|link|img|iframe)[^>]*(?:src|href)=(?!"data:)[^>]*/g)).toEqual([]);
  // The program's own script, and a piece of data for each id: what is in a text starts none.
  const elements = kind === 'run' ? 1 + 2 + 3 : 2;
  expect([found(/<script/g).length, found(/<\/script/g).length]).toEqual([elements, elements]);
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
