import express from 'express';
import type { Express } from 'express';
import type pg from 'pg';
import type { Stopping } from '../boot/stopping.js';
import type { Settings } from '../config.js';
import { shopIn } from '../database/shop.js';
import { checksFor } from '../health/checks-for.js';
import { healthRoute } from '../health/health-route.js';
import type { Loggers } from '../logging.js';
import { assetPathsIn } from './assets.js';
import { errorPage, pageNotFound } from './error-page.js';
import { redirectToHttps } from './https-redirect.js';
import { onlyKnownHosts } from './known-hosts.js';
import { ordersOf } from './orders.js';
import { pagesOf } from './pages.js';
import { HEALTH_PATH, logRequests } from './request-log.js';
import { SignedNumbers } from './signed-number.js';
import { useTemplates } from './templates.js';

export interface ShopAppParts {
  readonly settings: Settings;
  readonly logs: Loggers;
  readonly pool: pg.Pool;
  /** Every host name the shop answers to. */
  readonly hosts: readonly string[];
  readonly stopping: Stopping;
}

export function createShopApp({ settings, logs, pool, hosts, stopping }: ShopAppParts): Express {
  const { paths, health } = settings;
  const app = express();
  app.disable('x-powered-by');
  useTemplates(app, paths.views, { asset: assetPathsIn(paths.assets), shopName: settings.shopName });

  app.use((_request, response, next) => {
    response.setHeader('x-release', settings.releaseId);
    next();
  });
  const answerHealth = healthRoute({ settings, checks: checksFor({ settings, pool, app }), stopping, log: logs.healthLog });
  app.use(logRequests(logs));
  // A balancer may ask by a name that no visitor uses, and the full mode asks by theirs itself.
  if (health.mode === 'full') app.get(HEALTH_PATH, answerHealth);
  app.use(onlyKnownHosts(hosts));

  if (health.redirectExempt) app.get(HEALTH_PATH, answerHealth);
  if (settings.httpsRedirect) app.use(redirectToHttps);
  if (!health.redirectExempt) app.get(HEALTH_PATH, answerHealth);

  const shop = shopIn(pool);
  app.use('/assets', express.static(paths.assets, { immutable: true, maxAge: '1y', index: false }));
  app.use(pagesOf(shop), ordersOf(shop, new SignedNumbers(settings.secretKey)));
  app.use(pageNotFound, errorPage(logs.log));
  return app;
}
