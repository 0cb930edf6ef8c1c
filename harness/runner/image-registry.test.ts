import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, EnvironmentError } from '../model/errors.js';
import { ImageRegistry } from './image-registry.js';

const ID = 'ami-0123456789abcdef0';

const place = mkdtempSync(join(tmpdir(), 'canarybed-images-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const registryIn = (name: string): ImageRegistry => new ImageRegistry(join(place, name, 'images'));

it.each(['{', 'null', '{}', `{"id":"${ID}"}`, `{"id":"ami-0123456789abcdef1","app":"a","kind":"folder","createdAt":"","description":"","release":{}}`])('a file that holds %s is told as damaged, not taken for an image', (text) => {
  const registry = registryIn('damaged');
  mkdirSync(registry.folder, { recursive: true });
  writeFileSync(join(registry.folder, `${ID}.json`), text);
  for (const look of [() => registry.find(ID), () => registry.list()]) {
    expect(look).toThrow(ConfigError);
    expect(look).toThrow(`${ID}.json: expected an image as "canarybed image build" writes it`);
  }
});

it('a part that a removal left behind is not taken for the release', async () => {
  const registry = registryIn('half');
  const release = join(place, 'release');
  mkdirSync(release);
  for (const name of ['one', 'two']) writeFileSync(join(release, name), name);
  mkdirSync(join(registry.folder, ID), { recursive: true });
  writeFileSync(join(registry.folder, ID, 'one'), 'one');
  await registry.keep(ID, release);
  expect(readdirSync(join(registry.folder, ID)).sort()).toEqual(['one', 'two']);
  expect(readdirSync(registry.folder)).toEqual(['.gitignore', ID]);
  // One that is whole stays: an instance may be made of it right now.
  const { ino } = statSync(join(registry.folder, ID));
  await registry.keep(ID, release);
  expect(statSync(join(registry.folder, ID)).ino).toBe(ino);
  expect(readdirSync(registry.folder)).toEqual(['.gitignore', ID]);
});

it('a folder that cannot be written to is a fault of the machine', async () => {
  const registry = registryIn('file');
  writeFileSync(join(place, 'file'), '');
  const image = { id: ID, app: 'a', appFile: 'a.ts', kind: 'folder', createdAt: '', description: '', release: {} } as unknown as Parameters<ImageRegistry['add']>[0];
  expect(() => registry.add(image)).toThrow(EnvironmentError);
  await expect(registry.keep(ID, place)).rejects.toThrow(`the images in ${registry.folder} cannot be changed: ENOTDIR`);
});
