import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assetPathsIn } from './assets.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shop-assets-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const writeManifest = (text: string): void => writeFileSync(join(folder, 'manifest.json'), text);

test('an asset has the path under its hashed name', () => {
  writeManifest('{"shop.css":"shop.0123456789.css"}');
  expect(assetPathsIn(folder)('shop.css')).toBe('/assets/shop.0123456789.css');
});

test.each(['mug.svg', 'toString', 'constructor'])('%s, which is not in the manifest, is named', (name) => {
  writeManifest('{"shop.css":"shop.0123456789.css"}');
  expect(() => assetPathsIn(folder)(name)).toThrow(`the asset manifest has no entry for "${name}"`);
});

test('a missing manifest is told at the first use, and read once it is there', () => {
  const asset = assetPathsIn(folder);
  expect(() => asset('shop.css')).toThrow(/the asset manifest cannot be read: .*ENOENT/);
  writeManifest('{"shop.css":"shop.1.css"}');
  expect(asset('shop.css')).toBe('/assets/shop.1.css');
  writeManifest('{}');
  expect(asset('shop.css')).toBe('/assets/shop.1.css');
});

test('a manifest that is no JSON is told', () => {
  writeManifest('{"shop.css":');
  expect(() => assetPathsIn(folder)('shop.css')).toThrow('the asset manifest cannot be read: SyntaxError');
});
