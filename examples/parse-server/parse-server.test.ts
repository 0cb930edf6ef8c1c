import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describeNeeding } from '../../harness/describe-needing.testing.js';
import { runCommand } from '../../harness/cli/started-program.testing.js';
import { TinyProject } from '../../harness/cli/tiny-project.testing.js';
import type { AuditResults, MutantResult } from '../../harness/model/audit.js';

/** Milliseconds: eight boots of the real application, and a start that finds no database for half a minute. */
const LIMIT = 300_000;

const OPERATORS = ['rename-table', 'down-after-start', 'hung-after-start', 'wrong-password', 'down-at-boot', 'unset-setting', 'host-of-a-node', 'forwarded-as-http'];

const ROWS = 'it is no row of the table';
const LEFT_OUT = ['rename-table:_*', 'unset-setting:PARSE_SERVER_A*', 'unset-setting:PARSE_SERVER_M*', 'unset-setting:PARSE_SERVER_U*'];

const LACK = existsSync(join(__dirname, 'node_modules/parse-server/bin/parse-server'))
  ? undefined
  : 'Parse Server is not installed: npm ci --prefix examples/parse-server --ignore-scripts';

const written = (what: string): string => `score: POST /parse/classes/GameScore: ${what}`;
const read = (what: string): string => `score: GET /parse/classes/GameScore: ${what}`;

/** What was measured of this application by hand, each row on a process of its own: what its check said while users got this. */
describeNeeding('an audit of Parse Server', LACK, 'CANARYBED_REQUIRE_PARSE', () => {
  const project = new TinyProject();
  const found = new Map<string, MutantResult>();

  beforeAll(async () => {
    const config = join(__dirname, 'canarybed.config.yaml');
    const ignored = LEFT_OUT.flatMap((id) => ['--ignore', `${id}=${ROWS}`]);
    const { code, stdout, stderr } = await runCommand(project, ['audit', '--config', config, '--json', '--operator', OPERATORS.join(','), ...ignored]);
    if (code !== 0) throw new Error(`the audit ended with ${String(code)}:\n${stderr}`);
    for (const result of (JSON.parse(stdout) as AuditResults).mutants) found.set(result.id, result);
  }, LIMIT);
  afterAll(() => project.remove());

  test.each<[string, string, Partial<MutantResult>]>([
    ['a table is renamed while it runs: health passes, scores cannot be written', 'rename-table:GameScore', { status: 'survived', hurt: expect.arrayContaining([written('status 500 instead of 201')]) as string[] }],
    ['the database goes down after the start: health passes, nothing works', 'down-after-start:database', { status: 'survived', hurt: [written('status 500 instead of 201'), read('status 500 instead of 200')] }],
    ['the database hangs after the start: health passes, users wait for ever', 'hung-after-start:database', { status: 'survived', hurt: expect.arrayContaining([written('no whole answer within 8 s')]) as string[] }],
    ['the password is wrong: it refuses to start', 'wrong-password:PARSE_SERVER_DATABASE_URI', { status: 'killed', process: { fate: 'failed-start', code: 1, signal: null } }],
    ['the database is down before the start: it refuses to start', 'down-at-boot:database', { status: 'killed', process: { fate: 'failed-start', code: 1, signal: null } }],
    ['the check comes from a node of a network balancer', 'host-of-a-node:health-check', { status: 'harmless', hurt: [] }],
    ['the check comes as plain HTTP', 'forwarded-as-http:health-check', { status: 'harmless', hurt: [] }],
  ])('%s', (_, id, expected) => expect(found.get(id)).toMatchObject(expected));

  test('without the setting of its database it does not come into service: it waits for another database until it ends or is given up', () => {
    const { status, process: fate } = found.get('unset-setting:PARSE_SERVER_DATABASE_URI') ?? {};
    expect(status).toBe('killed');
    expect(['failed-start', 'never-listened']).toContain(fate?.fate);
  });

  test('no row was measured on a process that had died before, and none is missing', () => {
    const ran = [...found.values()].filter(({ status }) => status !== 'ignored');
    expect(ran).toHaveLength(8);
    for (const { id, status, process: fate } of ran) if (status !== 'killed') expect([id, fate]).toEqual([id, { fate: 'alive' }]);
  });
});
