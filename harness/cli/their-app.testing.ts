import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from './tiny-project.testing.js';

const made: string[] = [];

export const removeApps = (): void => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));

/** A folder that holds an app of somebody else. */
export function app(files: Readonly<Record<string, string>>): { folder: string; temporary: string } {
  const folder = mkdtempSync(join(tmpdir(), 'their-app-'));
  made.push(folder);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, temporary: tmpdir() };
}

/** Puts the package where an app finds it. */
export function install(folder: string): void {
  mkdirSync(join(folder, 'node_modules/canarybed'), { recursive: true });
  writeFileSync(join(folder, 'node_modules/canarybed/index.js'), `module.exports = require(${JSON.stringify(join(ROOT, 'harness/index.ts'))});`);
}

/** The configuration that was written. */
export const read = ({ folder }: { folder: string }, format: string): string => readFileSync(join(folder, `canarybed.config.${format}`), 'utf8');

/** Node, compose, Terraform, with secrets. */
export const NODE_APP = {
  'package.json': JSON.stringify({ name: 'shop', scripts: { start: 'NODE_ENV=production node server.js', migrate: 'knex migrate:latest' }, dependencies: { express: '5', pg: '8' } }),
  'server.js': "const app = require('express')(); app.get('/', x); app.get('/items', x); app.get('/healthz', x); app.listen(process.env.PORT ?? 3000);",
  'migrations/001_a.js': '', 'migrations/002_b.js': '', 'views/index.ejs': 'x', 'public/a.css': 'x', '.env': 'SESSION_SECRET=their-own-secret-1\n', '.env.example': 'SESSION_SECRET=\nMAIL_FROM=\n',
  'compose.yaml': "services:\n  db:\n    image: postgres:17\n  web:\n    build: .\n    ports: ['8080:4000']\n    environment:\n      DATABASE_URL: postgres://u:their-own-secret-2@db/shop\n      API_TOKEN: their-own-secret-3\n      THEME: dark\n",
  'infra/main.tf': 'resource "aws_lb_target_group" "web" {\n  port = 3000\n  protocol = "HTTP"\n  health_check {\n    path = "/healthz/deep"\n    interval = 20\n    timeout = var.timeout\n    matcher = "200"\n  }\n}\nresource "aws_autoscaling_group" "web" {\n  health_check_grace_period = 240\n  wait_for_capacity_timeout = "10m"\n}\n',
};

export const DJANGO_APP = {
  'manage.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')", 'shop/wsgi.py': '', 'shop/urls.py': "urlpatterns = [path('health/', h)]",
  'shop/settings.py': "dj_database_url.parse(os.environ['DATABASE_URL'])", 'items/migrations/0001_initial.py': '', 'items/templates/items/a.html': 'x', 'requirements.txt': 'Django==5\ngunicorn\npsycopg==3\n',
};

/** A Dockerfile alone. */
export const DOCKER_APP = { Dockerfile: 'FROM golang\nENV MODE=live\nEXPOSE 9000\nHEALTHCHECK --interval=10s --timeout=2s --start-period=30s CMD curl -f http://localhost:9000/ready\nCMD ["./shop", "serve"]\n' };
