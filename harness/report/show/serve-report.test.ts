import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage, type RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AuditResults } from '../../model/audit.js';
import { startTicksOf } from '../../model/process-mark.js';
import { readEmbedded, type RunOverview } from '../view/embed.js';
import type { LiveData } from '../view/live-data.js';
import { EventListener } from './events.testing.js';
import { JOURNAL_LINES, journalBetween, journalUntil } from './journal.testing.js';
import { ReportSource } from './report-source.js';
import { serveReport, type ServedReport } from './serve-report.js';

let folder: string;
let journal: string;
let served: ServedReport;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'canarybed-show-'));
  journal = join(folder, 'journal.jsonl');
  served = await serveReport({ source: new ReportSource(folder), host: '127.0.0.1', port: 0, every: 0.05 });
});
afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(path: string, options: RequestOptions = {}): Promise<{ status: number | undefined; headers: IncomingMessage['headers']; body: string }> {
  const [response] = (await once(request(`${served.url}${path}`, { agent: false, ...options }).end(), 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

async function data(): Promise<{ version: string; overview: RunOverview }> {
  const { version, pieces } = JSON.parse((await ask('/data.json')).body) as LiveData;
  const embedded = readEmbedded((id) => pieces[id] ?? 'null');
  if (embedded.kind !== 'run') throw new Error('expected a run');
  return { version, overview: embedded.overview };
}

test('the report of a run is a page that may ask its own server alone, and is kept nowhere', async () => {
  writeFileSync(journal, JOURNAL_LINES.join(''));
  const { status, headers, body } = await ask('/');
  expect(status).toBe(200);
  expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': "frame-ancestors 'none'" });
  expect(body).toContain('<title>canarybed run</title>');
  expect(/Content-Security-Policy" content="([^"]+)"/.exec(body)?.[1]).toContain("; connect-src 'self';");
  expect(body).toContain(`id="canarybed-live">"${(await data()).version}"<`);
});

test('the report of an audit is at /audit, and at / where there is no journal', async () => {
  copyFileSync(join(__dirname, '../golden/audit.json'), join(folder, 'audit.json'));
  expect((await ask('/')).body).toContain('<title>canarybed audit</title>');
  writeFileSync(journal, JOURNAL_LINES.join(''));
  expect((await ask('/')).body).toContain('<title>canarybed run</title>');
  const { body } = await ask('/audit');
  expect(body).toContain('<title>canarybed audit</title>');
  expect(body).toContain(`id="canarybed-live">"${(JSON.parse((await ask('/audit/data.json')).body) as LiveData).version}"<`);
});

test('where there is nothing yet, the page waits, and becomes the audit or the run that comes', async () => {
  const { body } = await ask('/');
  expect(body).toContain('<title>canarybed</title>');
  const listener = await EventListener.at(served.url);
  const hears = async (count: number): Promise<string> => {
    await listener.hears(count);
    const { version, pieces } = JSON.parse((await ask('/data.json')).body) as LiveData;
    expect(version).toBe(listener.versions.at(-1));
    return readEmbedded((id) => pieces[id] ?? 'null').kind;
  };
  expect(await hears(1)).toBe('waiting');
  expect(body).toContain(`id="canarybed-live">"${listener.versions[0]}"<`);
  copyFileSync(join(__dirname, '../golden/audit.json'), join(folder, 'audit.json'));
  expect(await hears(2)).toBe('audit');
  writeFileSync(journal, journalUntil(1));
  expect(await hears(3)).toBe('run');
});

test('an audit under way is followed, and one that has fallen silent counts as interrupted', async () => {
  const written = JSON.parse(readFileSync(join(__dirname, '../golden/audit.json'), 'utf8')) as AuditResults;
  const soFar = (count: number): void => writeFileSync(join(folder, 'audit.json'), JSON.stringify({ ...written, mutants: written.mutants.slice(0, count), interrupted: true, underWay: { of: 9 } }));
  const results = async (): Promise<AuditResults> => {
    const { pieces } = JSON.parse((await ask('/audit/data.json')).body) as LiveData;
    const embedded = readEmbedded((id) => pieces[id] ?? 'null');
    if (embedded.kind !== 'audit') throw new Error('expected an audit');
    return embedded.results;
  };
  writeFileSync(join(folder, 'audit-journal.jsonl'), '');
  soFar(1);
  expect(await results()).toMatchObject({ interrupted: false, underWay: { of: 9 }, mutants: [expect.anything()] });
  const listener = await EventListener.at(`${served.url}/audit`);
  await listener.hears(1);
  soFar(2);
  await listener.hears(2);
  expect((await results()).mutants).toHaveLength(2);
  utimesSync(join(folder, 'audit-journal.jsonl'), new Date(0), new Date(0));
  await listener.hears(3);
  expect(await results()).toMatchObject({ interrupted: true });
});

test('results without a journal, as of merged shards, are shown, anew when they change, and no more once a run begins', async () => {
  const results = readFileSync(join(__dirname, '../golden/results.json'), 'utf8');
  writeFileSync(join(folder, 'results.json'), results);
  expect((await ask('/')).body).toContain('id="canarybed-live">');
  const whole = await data();
  expect(whole.overview).toMatchObject({ interrupted: false });
  writeFileSync(join(folder, 'results.json'), results.replace('"interrupted": false', '"interrupted": true'));
  const changed = await data();
  expect(changed).toMatchObject({ overview: { interrupted: true } });
  expect(changed.version).not.toBe(whole.version);
  writeFileSync(journal, journalUntil(1));
  expect((await data()).overview.running).toMatchObject({ ended: 1 });
});

test('results that are none are told of with their place', async () => {
  writeFileSync(join(folder, 'results.json'), '{"schemaVersion":1}');
  expect(await ask('/')).toMatchObject({ status: 500, body: expect.stringContaining('results.json: facts: ') as string });
});

test('an event with another version comes after lines were added, and the data then has them', async () => {
  writeFileSync(journal, journalUntil(1));
  const first = await data();
  expect(first.overview).toMatchObject({ interrupted: false, running: { ended: 1 }, scenarios: [expect.anything()] });
  const listener = await EventListener.at(served.url);
  expect(listener.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  await listener.hears(1);
  expect(listener.versions).toEqual([first.version]);
  appendFileSync(journal, journalBetween(1, 2));
  await listener.hears(2);
  const second = await data();
  expect(second).toMatchObject({ version: listener.versions[1], overview: { running: { ended: 2 } } });
  expect(second.version).not.toBe(first.version);
  expect(second.overview.wallSeconds).toBeGreaterThan(first.overview.wallSeconds);
});

test('each who listens is told, also when another came between', async () => {
  writeFileSync(journal, journalUntil(1));
  const one = await EventListener.at(served.url);
  await one.hears(1);
  appendFileSync(journal, journalBetween(1, 2));
  const other = await EventListener.at(served.url);
  await Promise.all([one.hears(2), other.hears(1)]);
  expect(one.versions[1]).toBe(other.versions[0]);
});

test('half a line makes no event, and its other half makes one', async () => {
  writeFileSync(journal, journalUntil(1));
  const listener = await EventListener.at(served.url);
  await listener.hears(1);
  const more = journalBetween(1, 2);
  appendFileSync(journal, more.slice(0, 20));
  const { version } = await data();
  expect(version).toBe(listener.versions[0]);
  appendFileSync(journal, more.slice(20));
  await listener.hears(2);
  expect((await data()).overview.scenarios).toHaveLength(2);
});

test('another run that begins the journal anew is followed from its beginning', async () => {
  writeFileSync(journal, JOURNAL_LINES.join(''));
  const listener = await EventListener.at(served.url);
  await listener.hears(1);
  expect((await data()).overview).not.toHaveProperty('running');
  writeFileSync(journal, '');
  await listener.hears(2);
  expect((await data()).overview).toMatchObject({ scenarios: [], running: { ended: 0 } });
  writeFileSync(journal, journalUntil(1));
  await listener.hears(3);
  expect((await data()).overview).toMatchObject({ running: { ended: 1 } });
});

test('a run tells how many scenarios it has, and one that has not written for long counts as killed', async () => {
  writeFileSync(journal, journalUntil(1).replace('"runtime"', '"scenarios":7,"runtime"'));
  expect((await data()).overview).toMatchObject({ running: { ended: 1, of: 7 }, interrupted: false });
  utimesSync(journal, new Date(0), new Date(0));
  const { overview } = await data();
  expect(overview.interrupted).toBe(true);
  expect(overview).not.toHaveProperty('running');
});

test('a run whose process is gone has ended, and who listens is told; one whose process runs has not, however long it is silent', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const ticks = startTicksOf(child.pid ?? 0);
  const writer = { host: hostname(), pid: child.pid, ...(ticks === undefined ? {} : { ticks }) };
  writeFileSync(journal, journalUntil(1).replace('"runtime"', `"writer":${JSON.stringify(writer)},"runtime"`));
  utimesSync(journal, new Date(0), new Date(0));
  const listener = await EventListener.at(served.url);
  await listener.hears(1);
  expect((await data()).overview).toMatchObject({ running: { ended: 1 }, interrupted: false });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await listener.hears(2);
  const { overview } = await data();
  expect(overview.interrupted).toBe(true);
  expect(overview).not.toHaveProperty('running');
});

test.each(['/', '/audit', '/data.json', '/events'])('a request for %s that names a foreign host is refused', async (path) => {
  writeFileSync(journal, JOURNAL_LINES.join(''));
  const { status, body } = await ask(path, { headers: { host: 'evil.example' } });
  expect(status).toBe(403);
  expect(body).toBe('expected a request for this machine by its name or address, found one for evil.example\n');
});

test('what is not there, cannot be read or is not asked for by GET is told in words', async () => {
  expect(await ask('/audit')).toMatchObject({ status: 404 });
  expect(await ask('/etc/passwd')).toMatchObject({ status: 404, body: expect.stringContaining('the report is at /') as string });
  expect(await ask('/', { method: 'POST' })).toMatchObject({ status: 405 });
  writeFileSync(journal, 'no journal\n');
  expect(await ask('/')).toMatchObject({ status: 500, body: expect.stringContaining('journal.jsonl:1: expected a line of a journal') as string });
});

test('all is closed at the end, listeners and idle connections too', async () => {
  writeFileSync(journal, JOURNAL_LINES.join(''));
  const listener = await EventListener.at(served.url);
  const { port } = new URL(served.url);
  const idle = connect(Number(port), '127.0.0.1');
  await once(idle, 'connect');
  await served.close();
  await Promise.all([listener.ended, once(idle.resume(), 'close')]);
  const late = connect(Number(port), '127.0.0.1');
  expect(await once(late, 'error')).toMatchObject([{ code: 'ECONNREFUSED' }]);
  served = await serveReport({ source: new ReportSource(folder), host: '127.0.0.1', port: Number(port) });
});
