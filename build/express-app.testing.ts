import type { OutsideProject } from './packed-package.testing.js';

/** Its health check looks at nothing; it does not boot without its greeting, and reads its page from a file each time. */
const SERVER = `
import { readFileSync } from 'node:fs';
import express from 'express';

const { GREETING, TITLE, PORT } = process.env;
if (!GREETING) throw new Error('GREETING is not set');
const app = express();
app.use(express.static('public'));
app.get('/health', (_, response) => response.send('ok'));
app.get('/', (_, response) => response.send(readFileSync('views/front.html', 'utf8').replace('@title', TITLE).replace('@greeting', GREETING)));
app.listen(PORT);
`;

const PAGE = `<!doctype html>
<html lang="en">
<head><title>@title</title><link rel="stylesheet" href="/site.css"></head>
<body><h1>@greeting</h1><p>All that this page says beside its greeting is here so that it is long enough to be a page.</p></body>
</html>
`;

const CONFIG = `
import { defineConfig } from 'canarybed';

export default defineConfig({
  command: 'node server.js',
  port: 3000,
  env: { GREETING: 'hello', TITLE: 'Greeter' },
  health: '/health',
  healthCheck: { interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 },
  settle: '200ms',
  pages: ['/'],
});
`;

/** Somebody's whole app. */
export const withExpressApp = (project: OutsideProject): OutsideProject =>
  project
    .write('package.json', JSON.stringify({ name: 'greeter', private: true, type: 'module', scripts: { start: 'node server.js' }, dependencies: { express: '^5' } }))
    .write('server.js', SERVER)
    .write('views/front.html', PAGE)
    .write('public/site.css', 'h1 { color: rebeccapurple }\n');

export const withConfig = (project: OutsideProject): OutsideProject => project.write('canarybed.config.ts', CONFIG);
