import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { MutantResult } from '../model/audit.js';
import { faultsFor } from '../faults/index.js';
import type { Fault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { JournalFile } from '../report/journal-file.js';
import { AuditTestbed } from './audit-testbed.js';
import { learn } from './learn/learn.js';
import type { Mutant } from './mutant.js';
import { runAudit } from './run-audit.js';

/** Read before anything is written; users get it, so that whatever an instance left behind is seen as a difference. */
const PRISTINE = 'pristine';

/**
 * Writes wherever its settings say, at every start: in place into dependencies, through links, by its full path; puts
 * files beside those that are there. Its page tells what it had found.
 */
const SERVER = `
const fs = require('node:fs');
const { createServer } = require('node:http');
const own = process.cwd();
const FILES = ['state.txt', 'by-path.txt', 'linked.txt', 'node_modules/in-place/index.js', 'node_modules/opened/index.js', 'node_modules/replaced/index.js', 'node_modules/read/index.js', 'link-to-dependency'];
const found = FILES.map((file) => file + ' ' + fs.readFileSync(file, 'utf8'));
found.push('cache ' + fs.existsSync('node_modules/.cache/x'));

fs.appendFileSync('state.txt', ' changed');
fs.writeFileSync(own + '/by-path.txt', 'changed by path');
fs.writeFileSync('link-to-file', 'changed through a link');
fs.mkdirSync('node_modules/.cache', { recursive: true });
fs.writeFileSync('node_modules/.cache/x', 'cached');
fs.writeFileSync('node_modules/replaced/new.js', 'changed by another file');
fs.renameSync('node_modules/replaced/new.js', 'node_modules/replaced/index.js');
if (process.env.IN_PLACE) {
  fs.chmodSync('node_modules/in-place/index.js', 0o644);
  fs.writeFileSync('node_modules/in-place/index.js', 'changed in place');
}
if (process.env.OPENED) {
  const file = fs.openSync('node_modules/opened/index.js', 'r+');
  fs.writeSync(file, 'CHANGED');
  fs.closeSync(file);
}
if (process.env.THROUGH_LINK) fs.writeFileSync('link-to-dependency', 'changed through a link');
if (process.env.BY_PATH) fs.writeFileSync(own + '/node_modules/in-place/index.js', 'changed by path');

createServer((request, response) => {
  const text = request.url === '/health' ? 'ok' : found.join(', ');
  response.writeHead(200, { 'content-length': text.length }).end(text);
}).listen(process.env.PORT);
`;

const WRITES = ['IN_PLACE', 'OPENED', 'THROUGH_LINK', 'BY_PATH'];

let root: string;
let folder: string;
let before: unknown;

/** All that is to be known of a tree: kind, rights, time and content of each entry. */
const treeOf = (top: string): unknown =>
  ['.', ...readdirSync(top, { recursive: true, encoding: 'utf8' }).sort()].map((path) => {
    const file = join(top, path);
    const stats = lstatSync(file, { bigint: true });
    const content = stats.isFile() ? readFileSync(file, 'utf8') : stats.isSymbolicLink() ? readlinkSync(file) : '';
    return [path, stats.mode, stats.mtimeNs, stats.uid, stats.gid, stats.ino, content];
  });

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'untouched-tree-'));
  folder = join(root, 'app');
  const dependencies = ['in-place', 'opened', 'replaced', 'read', 'linked'].map((name) => `node_modules/${name}/index.js`);
  for (const file of ['state.txt', 'by-path.txt', 'linked.txt', ...dependencies]) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), PRISTINE);
  }
  // Whoever may read them could write them, too.
  chmodSync(join(folder, 'node_modules/opened/index.js'), 0o666);
  writeFileSync(join(folder, 'server.cjs'), SERVER);
  symlinkSync('linked.txt', join(folder, 'link-to-file'));
  symlinkSync(join(folder, 'node_modules/linked/index.js'), join(folder, 'link-to-dependency'));
  chmodSync(root, 0o755);
  before = treeOf(folder);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const releaseOf = (changes: Partial<Release>): Release => ({
  ...SMALL_RELEASE,
  name: 'writer',
  folder,
  command: ['node', 'server.cjs'],
  env: {},
  users: [{ name: 'front page', method: 'GET', path: '/', headers: {} }],
  healthCheck: { ...SMALL_RELEASE.healthCheck, interval: 5, timeout: 2, unhealthyThreshold: 2 },
  deadline: '20s',
  settle: '0.1s',
  ...changes,
});

const mutant = (target: string, fault: Fault): Mutant => ({
  id: `any:${target}`, area: 'process', operator: 'any', target, summary: target, faults: [fault], breaks: 'release', files: [],
});

function mutantsOf(release: Release): Mutant[] {
  const { env, file, process } = faultsFor<string, string, string>(release);
  return [
    mutant('setting', env.set('GREETING', 'hello')),
    mutant('other-setting', env.set('FAREWELL', 'bye')),
    mutant('own-file', file.replace('state.txt', 'broken')),
    mutant('file-of-dependency', file.replace('node_modules/read/index.js', 'broken')),
    mutant('crash', process.crashOnStart({ exitCode: 1 })),
    mutant('last', env.set('GREETING', 'good evening')),
  ];
}

async function audit(release: Release, mutants = mutantsOf(release)): Promise<readonly MutantResult[]> {
  const signal = new AbortController().signal;
  const choice = { kind: 'embedded', why: 'asked for' } as const;
  const journal = new JournalFile(join(root, 'journal.jsonl'));
  const testbed = new AuditTestbed(release, choice, signal);
  try {
    const subject = await learn({ release, ignore: [], deployment: {}, seed: 1 }, testbed, signal);
    const { results } = await runAudit(subject, mutants, [], { choice, journal, signal, openTestbed: () => testbed.open() });
    return results;
  } finally {
    await testbed.close();
  }
}

const outcomes = (results: readonly MutantResult[]): unknown => Object.fromEntries(results.map(({ target, status }) => [target, status]));

const EXPECTED = { setting: 'harmless', 'other-setting': 'harmless', 'own-file': 'survived', 'file-of-dependency': 'survived', crash: 'killed', last: 'harmless' };

test('an app that writes into its folder and beside its dependencies finds each time what the user has, and the user keeps it', async () => {
  expect(outcomes(await audit(releaseOf({})))).toEqual(EXPECTED);
  expect(treeOf(folder)).toEqual(before);
});

test('so does one that writes into its dependencies, where each instance has its own', async () => {
  const env = Object.fromEntries(WRITES.map((name) => [name, 'yes']));
  expect(outcomes(await audit(releaseOf({ env, copyDependencies: true })))).toEqual(EXPECTED);
  expect(treeOf(folder)).toEqual(before);
});

test.each(WRITES)('an app that writes into dependencies which are shared (%s) is told what helps', async (write) => {
  const refused: unknown = await audit(releaseOf({ env: { [write]: 'yes' } })).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: 'EnvironmentError', remedy: expect.stringContaining('copyDependencies: true') as string });
  expect(treeOf(folder)).toEqual(before);
});

test('a mutant that gives itself the right to write into what is shared is refused it, or where the app is the owner counts for nothing', async () => {
  const release = releaseOf({});
  const { env } = faultsFor<string, string, string>(release);
  const [result] = await audit(release, [mutant('writer', env.set('IN_PLACE', 'yes'))]);
  const seen = { status: 'invalid', detail: expect.stringMatching(/changed node_modules\/in-place\/index\.js.*copyDependencies: true/s) as string };
  expect(result).toMatchObject(process.getuid?.() === 0 ? { status: 'killed', process: { code: 1 } } : seen);
  expect(treeOf(folder)).toEqual(before);
});
