import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../harness/cli/started-program.testing.js';
import { ROOT, TinyProject } from '../../harness/cli/tiny-project.testing.js';
import type { AuditResults, MutantResult, MutantStatus } from '../../harness/model/audit.js';
import { letThrough } from './audited-tables.testing.js';
import { describeWithDjango } from './django-bench.testing.js';

/** Milliseconds: it takes less than a minute where nothing else is at work. */
const LIMIT = 900_000;

/** What the README says of a shallow check: of which group of broken releases some are let through, and of which none. */
const BROKEN: readonly (readonly [group: string, mutant: string])[] = [
  ['a setting that the shop refuses to start with', 'unset-setting:SECRET_KEY'],
  ["the database's password, host, port or name is wrong; down or hung at boot", 'down-at-boot:database'],
  ['down or hung after the start', 'down-after-start:database'],
  ['migrations skipped, the last one skipped or only noted', 'fake-applied-last:0003_reviews.py'],
  ['a migration fails', 'failing-migration:0003_reviews.py'],
  ['a template removed, blank or broken', 'break-template:shop/templates/shop/front.html'],
];

/** Good releases: one that is refused, and one that is accepted. */
const GOOD: readonly (readonly [mutant: string, status: MutantStatus, reason: string])[] = [
  ['trailing-slash:health-check', 'false-alarm', 'response-code-mismatch 301'],
  ['host-of-a-node:health-check', 'harmless', 'in service'],
];

const CHOSEN = [...BROKEN.map(([, mutant]) => mutant), ...GOOD.map(([mutant]) => mutant)];

/** Others of the operators above, or all that begin so. */
const LEFT_OUT = [
  ...['A', 'D', 'H', 'P', 'R', 'SECURE', 'SI'].map((start) => `unset-setting:${start}*`),
  ...['item', 'page', 'refused', 'thanks'].map((page) => `break-template:shop/templates/shop/${page}.html`),
];

describeWithDjango('an audit of a check that says nothing of the shop', () => {
  const project = new TinyProject();
  const found = new Map<string, MutantResult>();

  beforeAll(async () => {
    // The app names its folder from where the command runs.
    symlinkSync(join(ROOT, 'examples'), join(project.folder, 'examples'));
    const chosen = ['--operator', CHOSEN.map((id) => id.split(':')[0]).join(','), ...LEFT_OUT.flatMap((id) => ['--ignore', `${id}=it is not among those that are held here`])];
    // How soon its store answers, and how long each takes, is not what is asked here.
    const unhurried = ['--limit', String(LIMIT / 1000), '--env', 'RENDER_TIMEOUT_SECONDS=30'];
    const { code, stdout, stderr } = await runCommand(project, ['audit', '--app', join(__dirname, 'app.ts'), '--env', 'HEALTH_MODE=shallow', '--json', ...chosen, ...unhurried]);
    if (code !== 0) throw new Error(`the audit ended with ${String(code)}:\n${stderr}`);
    for (const result of (JSON.parse(stdout) as AuditResults).mutants) found.set(result.id, result);
  }, LIMIT);
  afterAll(() => project.remove());

  test.each(BROKEN)('%s: as the README says, %s', (group, mutant) => {
    const status = letThrough(group, 'shallow') > 0 ? 'survived' : 'killed';
    expect(found.get(mutant)).toMatchObject({ id: mutant, status, hurt: expect.arrayContaining([expect.any(String)]) as string[] });
  });

  test.each(GOOD)('users are served: %s is told as %s', (mutant, status, reason) => expect(found.get(mutant)).toMatchObject({ status, reason, hurt: [] }));

  test('all that was chosen came to a verdict, and nothing else was tried', () => {
    const tried = [...found.values()].filter(({ status }) => status !== 'ignored').map(({ id }) => id);
    expect(tried.sort()).toEqual([...CHOSEN].sort());
  });
});
