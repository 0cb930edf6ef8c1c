import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Release } from '../model/release.js';
import { SHOP_RELEASE } from '../model/release.testing.js';

const FILES: Readonly<Record<string, string>> = {
  'server.js': 'process.exit(0);\n',
  'settings.json': '{}\n',
  'views/front.ejs': '<h1>Kettles</h1>\n',
  'views/item.ejs': '<h1><%= name %></h1>\n',
  'migrations/0001_items.sql': 'create table items (id int);\n',
};

/** The shop with files that are really there, in a folder that `remove` deletes. */
export function makeShop(): { readonly release: Release; readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'canarybed-release-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { release: { ...SHOP_RELEASE, folder }, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
