import type { Express } from 'express';
import ejs from 'ejs';
import type { AssetPath } from './assets.js';

type Rendered = (error: unknown, html?: string) => void;

/** Lets an app render the templates of a folder, which may await. */
export function useTemplates(app: Express, views: string, shared: { asset: AssetPath; shopName: string }): void {
  app.set('views', views);
  app.set('view engine', 'ejs');
  app.engine('ejs', (path: string, data: object, done: Rendered) => {
    ejs.renderFile(path, data, { async: true, cache: true, views: [views] }).then(
      (html) => done(null, html),
      (error: unknown) => done(error),
    );
  });
  Object.assign(app.locals, shared, { money });
}

export function money(cents: number): string {
  return `£${(cents / 100).toFixed(2)}`;
}
