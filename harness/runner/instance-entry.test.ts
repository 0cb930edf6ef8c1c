import type { EnvFault } from '../model/fault.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { planLaunch } from '../runtime/carry-out/plan.js';
import type { EditedFiles } from '../runtime/edited-files.js';
import { rolloutEntry } from './instance-entry.js';

const NO_FILES: EditedFiles = { files: [], leftOut: 0 };
const RELEASE = { ...SMALL_RELEASE, env: { SECRET_KEY: 'kettle', DISK: 'ok' } };
const unset: EnvFault & { summary: string } = { kind: 'env', operator: 'unset', key: 'SECRET_KEY', summary: 'SECRET_KEY is not set' };

test('a launch tells which settings are places of the run, and which faults made others', () => {
  const plan = planLaunch(RELEASE, [unset], RELEASE.healthCheck);
  expect(rolloutEntry('a', 'fast', plan, { env: { DISK: 'ok', DATABASE_URL: 'postgres://127.0.0.1:40001/a' }, edited: NO_FILES })).toMatchObject({ placed: ['DATABASE_URL'], bent: ['SECRET_KEY'] });
});

test('of an unbroken release without places there is nothing to tell', () => {
  const entry = rolloutEntry('a', 'fast', planLaunch(RELEASE, [], RELEASE.healthCheck), { env: RELEASE.env, edited: NO_FILES });
  expect(Object.keys(entry)).toEqual(['type', 'scenario', 'pace', 'env', 'healthPath']);
});

test('the files that faults edited are told in lines, without the secrets of the release and of its launch', () => {
  const env = { ...RELEASE.env, DATABASE_URL: 'postgres://till:of-the-launch@127.0.0.1/a' };
  const files = [
    { path: 'settings.yml', before: 'key: kettle\nurl: of-the-launch\nname: till\n', after: null },
    { path: 'logo.png', before: { unshown: 'binary' as const }, after: '' },
  ];
  expect(rolloutEntry('a', 'fast', planLaunch(RELEASE, [], RELEASE.healthCheck), { env, edited: { files, leftOut: 3 } })).toMatchObject({
    files: [
      { path: 'settings.yml', change: 'removed', lines: [{ kind: 'removed', text: 'key: ***' }, { kind: 'removed', text: 'url: ***' }, { kind: 'removed', text: 'name: till' }] },
      { path: 'logo.png', change: 'changed', unshown: 'binary' },
    ],
    filesLeftOut: 3,
  });
});
