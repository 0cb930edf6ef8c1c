import { defineScenario } from '../define-scenario.js';
import { faultsFor } from '../faults/index.js';
import type { Fault } from '../model/fault.js';
import type { ScenarioOptions } from '../model/scenario.js';
import { scenarioOf, scenarioText } from './as-scenario.js';
import { deriveMutants } from './derive.js';
import type { KeptApp } from './kept-app.js';
import type { Mutant } from './mutant.js';
import { sampleSubject } from './sample-subject.testing.js';

const subject = sampleSubject();
const { release } = subject;
const mutants = deriveMutants({ ...subject, learned: { ...subject.learned, dependencies: [{ setting: 'SHOP_NAME', host: 'cache', port: 6379, optional: true }] } });
const app: KeptApp = { release, opening: (names) => `import { ${names.join(', ')} } from './app.js';` };
const bodyOf = ({ summary: _summary, ...body }: Fault): object => body;
const mutantOf = (id: string): Mutant => mutants.find((mutant) => mutant.id === id) ?? (() => { throw new Error(`no ${id}`); })();

/** What a scenario file registers: its text is JavaScript too, but for the import. */
function registered(text: string): [string, ScenarioOptions][] {
  const calls: [string, ScenarioOptions][] = [];
  const run = new Function('scenario', 'fault', text.replace(/^import .*$/m, '')) as (scenario: unknown, fault: unknown) => void;
  run((title: string, options: ScenarioOptions) => calls.push([title, options]), faultsFor(release));
  return calls;
}

test('every mutant of the sample becomes a scenario with its very faults, which can be registered', () => {
  const calls = registered(scenarioText(mutants.map((mutant) => ({ mutant, came: 'survived' })), app));
  expect(calls).toHaveLength(mutants.length);
  for (const [index, [title, options]] of calls.entries()) {
    const { faults, old } = mutants[index] as Mutant;
    expect([options.fault ?? []].flat().map((fault) => bodyOf(fault as Fault))).toEqual(faults.map(bodyOf));
    const beside = typeof options.old === 'object' ? options.old.fault : undefined;
    expect([beside ?? []].flat().map((fault) => bodyOf(fault as Fault))).toEqual((old?.faults ?? []).map(bodyOf));
    expect(() => defineScenario(release, title, options, { file: 'survivors.scenario.ts', line: 1 })).not.toThrow();
  }
});

test.each<[string, string, string]>([
  ['unset-setting:SECRET_KEY', 'survived', `scenario('SECRET_KEY is not set', { fault: fault.env.unset('SECRET_KEY'), expect: 'rejected', because: 'response-code-mismatch' });`],
  ['rename-table:items', 'survived', `scenario('table items is renamed after the first passed check', {
  fault: fault.database.tableMissing('items', { onset: 'passing' }),
  expect: 'rejected',
  because: 'response-code-mismatch',
});`],
  ['down-after-start:database', 'survived', `scenario('the database is down after the first passed check', {
  fault: fault.database.down({ onset: 'passing' }),
  expect: 'rejected',
  because: 'response-code-mismatch',
});`],
  ['remove-template:views/item.ejs', 'survived', `scenario('page item has no template', { fault: fault.page.remove('item'), expect: 'rejected', because: 'response-code-mismatch' });`],
  ['hang:process', 'survived', `scenario('the process is stopped by a signal', { fault: fault.process.stop(), expect: 'rejected', because: 'timeout' });`],
  ['trailing-slash:health-check', 'false-alarm', `scenario('the check asks for /health/', { fault: fault.request.wrongPath('/health/'), expect: 'accepted' });`],
  ['add-column-beside-old:orders', 'survived', `scenario('a migration adds a column to table orders beside an old fleet', {
  old: 1,
  fault: fault.migration.further({ sql: 'alter table "orders" add column canarybed_added integer' }),
  expect: 'accepted',
});`],
  ['drop-table-beside-old:orders', 'survived', `scenario('a migration drops table orders beside an old fleet', {
  old: 1,
  fault: fault.migration.further({ sql: 'drop table "orders" cascade' }),
  expect: 'rejected',
  because: 'response-code-mismatch',
  harm: { old: 'hurt' },
});`],
])('%s, which %s', (id, came, text) => expect(scenarioOf(mutantOf(id), release, came as 'survived' | 'false-alarm')).toBe(text));

test('a check over TCP cannot answer with a wrong status', () => {
  const overTcp = { ...release, healthCheck: { ...release.healthCheck, target: 'TCP:80' } };
  expect(scenarioOf(mutantOf('drop-table:items'), overTcp)).toContain(`because: 'connection-refused'`);
});

test('the table that the description does not name is written as the fault itself', () => {
  const fewer = { ...release, database: { setting: 'DATABASE_URL', tables: ['items'] } };
  expect(scenarioOf(mutantOf('rename-table:orders'), fewer).replace(/\s+/g, ' ')).toContain(
    `fault: { kind: 'database', operator: 'table-missing', onset: 'passing', table: 'orders', summary: 'table orders is missing after the first passed check', }`,
  );
});

test('titles of one file differ in letters or digits, and what is not used is not imported', () => {
  const kept = { mutant: mutantOf('unset-setting:SECRET_KEY'), came: 'survived' } as const;
  const text = scenarioText([kept, kept], app);
  expect(text).toMatch(/^import \{ fault, scenario \} from '\.\/app\.js';\n\nscenario\('SECRET_KEY is not set', /);
  expect(registered(text).map(([title]) => title)).toEqual(['SECRET_KEY is not set', 'SECRET_KEY is not set (unset-setting:SECRET_KEY)']);
  const literal = { ...kept, mutant: { ...kept.mutant, faults: [{ kind: 'migration', operator: 'slow', summary: 'x' }] as Fault[] } };
  expect(scenarioText([literal], app)).toMatch(/^import \{ scenario \} from/);
});

test('a secret of the app is told in no scenario', () => {
  const fault = { kind: 'env', operator: 'set', key: 'GREETING', value: 'as a-token-0123456789', summary: 'GREETING is as a-token-0123456789' } as Fault;
  const mutant = { ...mutantOf('unset-setting:SECRET_KEY'), faults: [fault], summary: fault.summary };
  const text = scenarioText([{ mutant, came: 'survived' }], { ...app, release: { ...release, env: { GREETING: 'hello', API_TOKEN: 'a-token-0123456789' } } });
  expect(text).toContain("scenario('GREETING is as ***'");
  expect(text).not.toContain('a-token-0123456789');
});
