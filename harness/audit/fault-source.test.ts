import { faultsFor } from '../faults/index.js';
import type { Fault } from '../model/fault.js';
import { SHOP_RELEASE } from '../model/release.testing.js';
import { faultSource } from './fault-source.js';

const release = { ...SHOP_RELEASE, releaseId: { setting: 'ID' }, metadata: { setting: 'M' }, keyValueStore: { setting: 'STORE', prefix: '', holds: ['A'] }, dependencies: [{ setting: 'A' }] };
const fault = faultsFor<string, string, string>(release);

/** Calls as people write them. */
const CALLS: readonly (readonly [string, Fault])[] = [
  [`fault.env.set('A', 'b')`, fault.env.set('A', 'b')],
  [`fault.env.swap('A', 'B')`, fault.env.swap('A', 'B')],
  [`fault.file.substitute('a', 'b', 'c')`, fault.file.substitute('a', 'b', 'c')],
  [`fault.file.replace('a', '')`, fault.file.replace('a', '')],
  [`fault.page.notFound('front')`, fault.page.notFound('front')],
  [`fault.migration.lockHeld()`, fault.migration.lockHeld()],
  [`fault.migration.lockHeld({ seconds: 2 })`, fault.migration.lockHeld({ seconds: 2 })],
  [`fault.migration.halfApplied({ sql: "select 'x'" })`, fault.migration.halfApplied({ sql: "select 'x'" })],
  [`fault.migration.pendingLast()`, fault.migration.pendingLast()],
  [`fault.process.fewDescriptors({ descriptors: 48 })`, fault.process.fewDescriptors({ descriptors: 48 })],
  [`fault.process.readOnlyDisk()`, fault.process.readOnlyDisk()],
  [`fault.process.crashOnStart({ exitCode: 3, respawn: true })`, fault.process.crashOnStart({ exitCode: 3, respawn: true })],
  [`fault.process.exitAfter({ onset: { after: 'rollout', seconds: 2 } })`, fault.process.exitAfter({ onset: { after: 'rollout', seconds: 2 } })],
  [`fault.process.portKept()`, fault.process.portKept()],
  [`fault.database.tableMissing('items', { lasts: 3 })`, fault.database.tableMissing('items', { lasts: 3 })],
  [`fault.database.slow({ latencyMs: 30 })`, fault.database.slow({ latencyMs: 30 })],
  [`fault.database.passwordRotated({ onset: 'passing', endSessions: true })`, fault.database.passwordRotated({ onset: 'passing', endSessions: true })],
  [`fault.database.tableDropped('items')`, fault.database.tableDropped('items')],
  [`fault.database.wrongHost()`, fault.database.wrongHost()],
  [`fault.dependency.slow('A', { latencyMs: 300 })`, fault.dependency.slow('A', { latencyMs: 300 })],
  [`fault.dependency.down('A', { onset: 'passing' })`, fault.dependency.down('A', { onset: 'passing' })],
  [`fault.request.askedOtherwise({ host: '10.0.0.2:80' }, 'asked by a node')`, fault.request.askedOtherwise({ host: '10.0.0.2:80' }, 'asked by a node')],
  [`fault.database.wrongPassword()`, fault.database.wrongPassword()],
  [`fault.request.hostNotAllowed()`, fault.request.hostNotAllowed()],
  [`fault.request.userAgentFiltered('ELB')`, fault.request.userAgentFiltered('ELB')],
  [`fault.request.slowAnswer({ seconds: 6 })`, fault.request.slowAnswer({ seconds: 6 })],
  [`fault.request.status({ path: '/', status: 500 })`, fault.request.status({ path: '/', status: 500 })],
  [`fault.metadata.slow({ seconds: 1 })`, fault.metadata.slow({ seconds: 1 })],
  [`fault.store.keyMissing('A')`, fault.store.keyMissing('A')],
  [`fault.store.staleValue('A', 'b')`, fault.store.staleValue('A', 'b')],
  [`fault.store.changed('A', undefined, { onset: 'passing' })`, fault.store.changed('A', undefined, { onset: 'passing' })],
  [`fault.store.down()`, fault.store.down()],
];

test.each(CALLS)('%s', (text, built) => {
  const run = new Function('fault', `return ${text};`) as (from: unknown) => Fault;
  // Members may stand in another order, which makes the same fault.
  expect(run(fault)).toEqual(built);
  expect(run(fault)).toEqual((new Function('fault', `return ${faultSource(release, built)};`) as typeof run)(fault));
  expect(faultSource(release, built).split('(')[0]).toBe(text.split('(')[0]);
});

test('a fault that no builder makes is written out', () => {
  expect(faultSource(release, { kind: 'migration', operator: 'slow', summary: 'no length' })).toBe(`{ kind: 'migration', operator: 'slow', summary: 'no length' }`);
});
