import { spawnSync } from 'node:child_process';
import { unprivileged } from './identity.js';

const asRoot = process.getuid?.() === 0;

(asRoot ? test : test.skip).each(['app', 'postgres'] as const)('root gives up its rights for the %s', (name) => {
  const identity = unprivileged(name);
  expect(identity?.uid).toBeGreaterThan(0);
  expect(identity?.gid).toBeGreaterThan(0);
  const { stdout } = spawnSync('id', ['-u'], { ...identity, encoding: 'utf8' });
  expect(Number(stdout)).toBe(identity?.uid);
});

(asRoot ? test : test.skip)('the app is not the user to whom the database belongs', () => {
  const known = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' });
  if (known.status === 0) expect(unprivileged('postgres')?.uid).toBe(Number(known.stdout));
  if (known.status === 0) expect(unprivileged('app')?.uid).not.toBe(Number(known.stdout));
});

(asRoot ? test.skip : test)('anybody else stays who they are', () => {
  expect([unprivileged('app'), unprivileged('postgres')]).toEqual([undefined, undefined]);
});
