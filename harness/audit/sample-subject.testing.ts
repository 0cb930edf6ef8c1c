import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { app } from '../../scenarios/app.js';
import { SHOP_RELEASE } from '../model/release.testing.js';
import type { Learned, LearnedSetting, Subject } from './subject.js';

const LEARNED: Learned = { settings: [], migrations: [], templates: [], statics: [], tables: [], dependencies: [], healthAsks: [], node: true };

/** A release with what is known of it; nothing but what a test gives. */
export const subjectOf = (release: Partial<Subject['release']> = {}, learned: Partial<Learned> = {}): Subject => ({
  release: { ...SHOP_RELEASE, ...release },
  learned: { ...LEARNED, ...learned },
});

const FOLDER = resolve('app');

const filesIn = (folder: string): string[] =>
  readdirSync(join(FOLDER, folder), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(FOLDER, join(entry.parentPath, entry.name)))
    .sort();

const LOOKS: Readonly<Record<string, LearnedSetting['looks']>> = {
  SECRET_KEY: 'secret', ALLOWED_HOSTS: 'host', DATABASE_POOL_MAX: 'number', DATABASE_CONNECT_TIMEOUT_MS: 'number', DATABASE_IDLE_TIMEOUT_MS: 'number',
};

/** The sample shop as learning finds it; its files as they stand in the project, since the built ones may not be there. */
export function sampleSubject(): Subject {
  const settings = Object.entries(app.env).map(([name, value]): LearnedSetting => ({ name, value, looks: LOOKS[name] ?? 'text' }));
  const { settings: _names, ...release } = app;
  return subjectOf(
    { ...release, folder: FOLDER },
    {
      settings,
      migrations: readdirSync(join(FOLDER, 'migrations')).sort(),
      templates: filesIn('views'),
      statics: filesIn('assets'),
      tables: [
        { name: 'items', columns: ['id', 'slug', 'name', 'price_cents', 'description', 'image', 'stock'], used: true },
        { name: 'orders', columns: ['id', 'item_id', 'quantity', 'customer_name', 'total_cents', 'placed_at'], used: true },
        { name: 'reviews', columns: ['id', 'item_id', 'author', 'stars', 'body'], used: true },
      ],
      healthAsksDatabase: true,
    },
  );
}
