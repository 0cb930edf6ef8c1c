import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMALL_RELEASE } from '../model/release.testing.js';
import type { Release } from '../model/release.js';
import { JournalFile } from '../report/journal-file.js';
import { TILL } from '../runner/app-with-database.testing.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import { processesWith, RunBench } from '../runtime/run-bench.testing.js';
import { RUN_FOLDER_PREFIX } from '../runtime/sweep.js';
import { AuditTestbed } from './audit-testbed.js';
import { learn } from './learn/learn.js';
import type { Mutant } from './mutant.js';
import { runAudit } from './run-audit.js';

let bench: RunBench;
beforeAll(() => (bench = new RunBench()));
afterAll(() => bench.close());

const CHOICE = { kind: 'embedded', why: 'a test' } as const;

const HARMLESS: Mutant = {
  id: 'set-setting:GREETING', area: 'settings', operator: 'set-setting', target: 'GREETING', summary: 'GREETING is other', breaks: 'release', files: [],
  faults: [{ kind: 'env', operator: 'set', key: 'GREETING', value: 'good evening', summary: 'GREETING is good evening' }],
};

/** A release that notes in a file each build, and each start on an empty database. */
function noting(): { readonly release: Release; noted(): string[] } {
  const folder = bench.folderWith({});
  const file = join(bench.folderWith({ notes: '' }), 'notes');
  chmodSync(file, 0o666);
  const note = `const note = (what) => require('node:fs').appendFileSync(${JSON.stringify(file)}, what + '\\n');`;
  writeFileSync(join(folder, 'build.js'), `${note} note('built');`);
  const looks = `const start = async () => { if ((await pool.query("select to_regclass('items') as name")).rows[0].name === null) note('filled');`;
  writeFileSync(join(folder, 'server.js'), note + TILL.replace('const start = async () => {', looks));
  const release: Release = {
    ...SMALL_RELEASE,
    name: 'till',
    folder,
    build: { command: ['node', 'build.js'], folder },
    database: { setting: 'DATABASE_URL', filledBy: 'app', tables: [] },
    users: [{ name: 'items', method: 'GET', path: '/items', headers: {} }],
    healthCheck: { ...SMALL_RELEASE.healthCheck, interval: 5, timeout: 2, unhealthyThreshold: 2 },
    deadline: '20s',
    settle: '0.2s',
  };
  return { release, noted: () => readFileSync(file, 'utf8').split('\n').filter(Boolean) };
}

const allRunFolders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith(`${RUN_FOLDER_PREFIX}${process.pid}-`));

/** Those of other tests of this process: what is copied from an image stays until it ends. */
let others: string[];
beforeEach(() => (others = allRunFolders()));

const runFolders = (): string[] => allRunFolders().filter((name) => !others.includes(name));

test('a release is learned and broken in one testbed: it is built once, and its database is filled once', async () => {
  const { release, noted } = noting();
  const { signal } = new AbortController();
  const testbed = new AuditTestbed(release, CHOICE, signal);
  try {
    const subject = await learn({ release, ignore: [], deployment: {}, seed: 1 }, testbed, signal);
    const folders = runFolders();
    expect(folders).toHaveLength(1);
    const journal = new JournalFile(join(bench.folderWith({}), 'journal.jsonl'));
    let during: string[] = [];
    const end = await runAudit(subject, [HARMLESS], [], { choice: CHOICE, journal, signal, openTestbed: () => testbed.open(), onResult: () => (during = runFolders()) });
    expect(end.results).toMatchObject([{ status: 'harmless' }]);
    expect(during).toEqual(folders);
    expect(noted()).toEqual(['built', 'filled']);
  } finally {
    await testbed.close();
  }
  expect(runFolders()).toEqual([]);
});

test('what learning booted is over, and its database is dropped, when it has learned', async () => {
  const release = { ...noting().release, command: ['node', 'server.js', 'learned'] };
  const { signal } = new AbortController();
  const testbed = new AuditTestbed(release, CHOICE, signal);
  try {
    await learn({ release, ignore: [], deployment: {}, seed: 1 }, testbed, signal);
    expect(processesWith('server.js learned')).toEqual([]);
    const database = await (await testbed.open()).prepareDatabase(planLaunch(release, [], release.healthCheck));
    expect((await database?.admin("select datname from pg_database where datname like 'scenario%'"))?.rows).toEqual([{ datname: database?.name }]);
  } finally {
    await testbed.close();
  }
});

test('a testbed is closed by its signal, also one that is opened afterwards', async () => {
  const { release } = noting();
  const controller = new AbortController();
  const testbed = new AuditTestbed(release, CHOICE, controller.signal);
  const opened = await testbed.open();
  controller.abort();
  expect(opened.isClosed).toBe(true);
  await testbed.close();
  const late = new AuditTestbed(release, CHOICE, controller.signal);
  expect((await late.open()).isClosed).toBe(true);
  await late.close();
  expect(runFolders()).toEqual([]);
});

test('nothing is built or opened for a testbed that nobody needs', async () => {
  const { release, noted } = noting();
  await new AuditTestbed(release, CHOICE, new AbortController().signal).close();
  expect([noted(), runFolders()]).toEqual([[], []]);
});
