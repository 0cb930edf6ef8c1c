import type { JournalLine } from '../model/journal.js';
import type { RunResults } from '../report/results.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';

const WHY = 'health check answered 503 by nginx (upstream 503): check disk failed: full, says ***';

/** Ships what a proxy ships, as syslog over UDP, and what an app does, by POST: failures with a secret of its own in them. */
const SERVER = `
const { createSocket } = require('node:dgram');
const { createServer } = require('node:http');
const { HEALTH, API_TOKEN, PORT, LOG_COLLECTOR } = process.env;
const [host, port] = LOG_COLLECTOR.split(':');
const udp = createSocket('udp4');
createServer(async (request, response) => {
  const sick = HEALTH === 'sick' && request.url === '/health';
  const health = { status: sick ? 'fail' : 'pass', checks: { disk: [{ status: sick ? 'fail' : 'pass', output: 'full, says ' + API_TOKEN }] } };
  const text = request.url === '/health' ? JSON.stringify({ status: health.status, checks: { disk: [{ status: health.status }] } }) : 'a tiny page';
  if (sick) await fetch('http://' + LOG_COLLECTOR, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ logger: 'health', ...health }) });
  const status = sick ? '503' : '200';
  response.writeHead(Number(status), { 'content-length': text.length }).end(text);
  const access = JSON.stringify({ request_uri: request.url, status, upstream_status: status, token: API_TOKEN });
  udp.send('<190>Nov 26 19:14:23 web-1 nginx: ' + access, Number(port), host);
}).listen(PORT);
`;

const project = new TinyProject(`collector: { setting: 'LOG_COLLECTOR' },`).scenarios(
  'shipped',
  `
const sick = fault.env.set('HEALTH', 'sick');
scenario('a good release', { expect: 'accepted' });
scenario('a sick disk', { fault: sick, expect: 'rejected', because: { check: 'disk', event: /by nginx .*check disk failed: full/ } });
scenario('a sick disk beside an old fleet', { fault: sick, old: 1, expect: 'rejected', because: { event: /"logger":"health"/ } });
scenario('another event', { fault: sick, expect: 'rejected', because: { event: /check queue failed/ } });
`,
);

const results = (): RunResults => JSON.parse(project.read('reports/results.json')) as RunResults;
const journal = (): JournalLine[] => project.read('reports/journal.jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalLine);

let run: Awaited<ReturnType<typeof runCommand>>;

beforeAll(async () => {
  project.write('app/server.cjs', SERVER);
  run = await runCommand(project, ['run', '--no-watch']);
});

afterAll(() => project.remove());

test('a canary is refused because of an event that it shipped, and its line has no more than any other', () => {
  expect(run.stdout).toMatch(/^ok +rejected \(check disk, users fine\) +a sick disk {2}\[/m);
  expect(run.stdout).toMatch(/^ok +rejected \(check disk, .*\) +a sick disk beside an old fleet {2}\[/m);
  expect(run.stdout).toMatch(/^ok +accepted \(in service, users fine\) +a good release {2}\[/m);
  expect(run.stdout).toContain('3 of 4 releases were judged as expected, 1 surprise');
});

test('another event than was expected is a surprise, which shows those that came', () => {
  const paragraph = run.stdout.split('\n\n').find((text) => text.startsWith('SURPRISE: another event\n')) ?? '';
  expect(paragraph).toMatch(/^ {2}expected an event of a failed health check like \/check queue failed\/, found none in \d+$/m);
  expect(`${paragraph}\n`).toContain(`\n  event ${WHY}\n`);
});

test('the results have the sentence and the events that it is made of, of both ways in; of a good release none', () => {
  const found = new Map(results().scenarios.map((scenario) => [scenario.title, scenario]));
  const sick = found.get('a sick disk');
  expect(sick?.explained).toContain(WHY);
  expect(sick?.events).toEqual(expect.arrayContaining([
    expect.objectContaining({ via: 'http', event: expect.objectContaining({ logger: 'health' }) as unknown, sentence: WHY }),
    expect.objectContaining({ via: 'syslog', host: 'web-1', program: 'nginx', severity: 'info', sentence: WHY }),
  ]));
  expect(found.get('a sick disk beside an old fleet')?.events.length).toBeGreaterThan(0);
  expect(found.get('a good release')).toMatchObject({ events: [] });
  expect(found.get('a good release')).not.toHaveProperty('explained');
});

test('the journal has every event as it came, those of checks that passed too', () => {
  const shipped = journal().flatMap((line) => (line.type === 'shipped' ? [line] : []));
  expect(shipped.filter(({ scenario }) => scenario === 'a-good-release').length).toBeGreaterThan(2);
  expect(new Set(shipped.map(({ via }) => via))).toEqual(new Set(['http', 'syslog']));
  expect(shipped.filter(({ side }) => side === 'old').length).toBeGreaterThan(0);
});

test('a secret within events is masked wherever they are shown', () => {
  expect(run.stdout).toContain('full, says ***');
  for (const text of [project.read('reports/journal.jsonl'), project.read('reports/results.json'), run.stdout]) expect(text).not.toContain(TOKEN);
});
