import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuiltShop } from './built-shop.testing.js';

let shop: BuiltShop;
beforeAll(async () => (shop = await BuiltShop.build()));
afterAll(() => shop?.remove());

const text = (...path: string[]): string => readFileSync(join(shop.sources, ...path), 'utf8');
const manifest = (): Record<string, string> => JSON.parse(text('dist', 'assets', 'manifest.json')) as Record<string, string>;
const hashOf = (content: string): string => createHash('sha256').update(content).digest('hex').slice(0, 10);

test('the folder holds all that runs, no sources and no modules', () => {
  const found = readdirSync(shop.dist);
  expect(found).toEqual(expect.arrayContaining(['assets', 'migrate.js', 'migrations', 'package.json', 'seed.sql', 'start.js', 'views']));
  expect(found.filter((name) => name.endsWith('.ts') || name === 'node_modules')).toEqual([]);
  for (const name of ['views', 'migrations']) expect(readdirSync(join(shop.dist, name))).toEqual(readdirSync(join(shop.sources, name)));
  expect(readdirSync(shop.sources).filter((name) => name.startsWith('.dist'))).toEqual([]);
});

test('every asset is there under a name with the hash of its content, and the manifest says which', () => {
  const sources = readdirSync(join(shop.sources, 'assets')).sort();
  expect(Object.keys(manifest())).toEqual(sources);
  for (const [name, hashed] of Object.entries(manifest())) {
    const [, stem, extension] = /^(.*)(\.\w+)$/.exec(name) ?? [];
    expect(hashed).toBe(`${stem}.${hashOf(text('assets', name))}${extension}`);
    expect(text('dist', 'assets', hashed)).toBe(text('assets', name));
  }
  expect(readdirSync(join(shop.dist, 'assets')).sort()).toEqual([...Object.values(manifest()), 'manifest.json'].sort());
});

test('every asset that a page or an item names is in the manifest', () => {
  const templates = readdirSync(join(shop.sources, 'views'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ejs'));
  const named = templates.flatMap((file) => [...text('views', file).matchAll(/asset\('([^']+)'\)/g)].map(([, name]) => name));
  const stock = [...text('seed.sql').matchAll(/'([\w-]+\.svg)'/g)].map(([, name]) => name);
  expect(named.length + stock.length).toBeGreaterThan(6);
  for (const name of [...named, ...stock]) expect(manifest()).toHaveProperty([name ?? '']);
});

test('the bundle needs no module beside those of Node', () => {
  for (const program of ['start.js', 'migrate.js']) {
    const needed = [...text('dist', program).matchAll(/(?<![\w.$])require\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
    expect(needed).toContain('node:fs');
    // The driver asks for its native twin only where that is installed.
    expect(needed.filter((name) => !isOfNode(name) && name !== 'pg-native')).toEqual([]);
  }
});

const isOfNode = (name: string): boolean => name.startsWith('node:') || process.getBuiltinModule(name) !== undefined;

test('a build of the same sources leaves the folder as it is, since somebody may be copying it', async () => {
  const { ino, ctimeMs } = statSync(shop.dist);
  await shop.buildAgain();
  expect(statSync(shop.dist)).toMatchObject({ ino, ctimeMs });
  expect(readdirSync(shop.sources).filter((name) => name.startsWith('.dist'))).toEqual([]);
});

test('a build takes the place of the one before, and one that fails leaves it there', async () => {
  writeFileSync(join(shop.sources, 'assets', 'shop.css'), 'body { color: red }');
  await shop.buildAgain();
  const hashed = `shop.${hashOf('body { color: red }')}.css`;
  expect(manifest()['shop.css']).toBe(hashed);
  expect(readdirSync(join(shop.dist, 'assets')).filter((name) => name.startsWith('shop.'))).toEqual([hashed]);

  writeFileSync(join(shop.sources, 'migrate.ts'), 'this is no program (');
  await expect(shop.buildAgain()).rejects.toThrow(/migrate\.ts/);
  expect(existsSync(join(shop.dist, 'start.js'))).toBe(true);
  expect(readdirSync(shop.sources).filter((name) => name.startsWith('.dist'))).toEqual([]);
});
