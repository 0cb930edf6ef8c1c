import { compose } from './compose.js';
import { django } from './django.js';
import { dockerfile } from './dockerfile.js';
import { envFile } from './env-file.js';
import type { FileDetector, Finding } from './finding.js';
import { migrationFolders } from './migration-folders.js';
import { packageJson } from './package-json.js';
import { pageFolders } from './page-folders.js';
import { procfile } from './procfile.js';
import { pythonRequirements } from './python.js';
import { gemfile } from './ruby.js';
import { sourceText } from './source-text.js';
import { terraform } from './terraform.js';

type Row = [title: string, detector: FileDetector, path: string, text: string, expected: readonly unknown[], paths?: readonly string[]];

const COMPOSE = `
services:
  db:
    image: postgres:17
  cache:
    image: redis:7
    ports: ['6380:6379']
  web:
    build: .
    command: ['node', 'server.js']
    ports: ['8080:3000']
    env_file: ./web.env
    depends_on: [db, cache]
    environment:
      DATABASE_URL: postgres://shop:hidden@db:5432/shop
      REDIS_URL: redis://cache:6379/0
      API_KEY: abcdef
      LOG_LEVEL: \${LEVEL:-info}
    healthcheck:
      test: ['CMD', 'curl', '-f', 'http://localhost:3000/healthz']
      interval: 10s
      start_period: 1m30s
`;
const ELB = `
resource "aws_elb" "shop" {
  health_check {
    target              = "HTTP:80/health"  # deep
    interval            = 15
    timeout             = var.timeout
    healthy_threshold   = "3"
    unhealthy_threshold = 2
  }
}
resource "aws_autoscaling_group" "shop" {
  health_check_grace_period = 300
  wait_for_capacity_timeout = "1h30m"
}`;
const GROUP = `
resource "aws_lb_target_group" "shop" {
  port     = 8080
  protocol = "HTTP"
  health_check { 
    path = "/up"
    matcher = "200-299"
    port = "traffic-port"
  }
}
resource "aws_lb_target_group" "other" {
  protocol = "TCP"
}`;

const VARIABLES = `
variable "port" { default = 8080 }
variable "interval" {
  type    = number
  default = 15
}
variable "none" {}
variable "list" { default = [1] }
variable "wait" { default = "5m" }
resource "aws_elb" "shop" {
  health_check {
    target            = "HTTP:\${var.port}/up"
    interval          = var.interval # seconds
    timeout           = var.none
    healthy_threshold = var.interval / 5
  }
}
resource "aws_autoscaling_group" "shop" { wait_for_capacity_timeout = var.wait }`;

const ROWS: readonly Row[] = [
  ['package.json: scripts, a guessed port, a driver', packageJson, 'package.json', JSON.stringify({ name: '@acme/shop', scripts: { start: 'node server.js', build: 'tsc', 'db:migrate': 'knex migrate:latest' }, dependencies: { express: '5', pg: '8', knex: '3' } }),
    ['name shop', 'command npm run start', 'build npm run build', 'migrateCommand npm run db:migrate', 'migrationsTable knex_migrations', 'migrateCommand npx knex migrate:latest', 'migrationsTable knex_migrations', 'port 3000', 'usesPostgres true']],
  ['package.json: what npm starts without a script', packageJson, 'package.json', '{}', ['command node server.js'], ['server.js']],
  ['package.json: a production start before a development one', packageJson, 'package.json', JSON.stringify({ scripts: { start: 'nest start', 'start:prod': 'node dist/main' } }), ['command npm run start:prod']],
  ['package.json that is none', packageJson, 'package.json', '[1', ['note it is no JSON object, so nothing was taken from it']],
  ['Procfile', procfile, 'Procfile', 'release: python manage.py migrate\nweb: gunicorn shop.wsgi --bind 0.0.0.0:$PORT\nworker: x', ['command gunicorn shop.wsgi --bind 0.0.0.0:$PORT', 'migrateCommand python manage.py migrate']],
  ['Dockerfile: JSON form, stages, continued lines', dockerfile, 'Dockerfile', 'FROM node:22 AS base\nENV NODE_ENV=production PORT=8080\nFROM base AS build\nCMD ["npm", "run", "dev"]\nFROM base\nWORKDIR /srv/app\n# a comment\nEXPOSE $PORT/tcp\nHEALTHCHECK --interval=30s --timeout=3s \\\n  --start-period=20s CMD wget -qO- http://127.0.0.1:${PORT}/health?deep=1 || exit 1\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["node", "/srv/app/server.js", "--title", "a b"]',
    ["command node ./server.js --title 'a b'", 'port 8080', 'setting {"name":"NODE_ENV","value":"production"}', 'portSetting PORT', 'port 8080', 'health /health?deep=1', 'interval 30', 'timeout 3', 'gracePeriod 20']],
  ['Dockerfile: shell form, and a check that asks no URL', dockerfile, 'Dockerfile', 'FROM python:3\nENV TITLE a shop\nHEALTHCHECK --interval=2s CMD pg_isready\nCMD exec gunicorn app:app -b :8000', ['command exec gunicorn app:app -b :8000', 'setting {"name":"TITLE","value":"a shop"}', 'note the check "pg_isready" asks for no URL of this machine, so its path is not known']],
  ['Dockerfile: times that no balancer takes', dockerfile, 'Dockerfile', 'FROM x\nHEALTHCHECK --interval=2s --timeout=30s CMD curl http://localhost/ok', ['health /ok', 'note its interval 2s is left out: no balancer of AWS takes it', 'note its timeout 30s is left out: no balancer of AWS takes it']],
  ['compose: the app, its database and a server beside it', compose, 'docker-compose.yml', COMPOSE,
    ['command node server.js', 'port 3000', 'envFile web.env', 'postgres DATABASE_URL', 'setting {"name":"REDIS_URL","value":"redis://127.0.0.1:6380/0"}', 'dependency REDIS_URL', 'setting {"name":"API_KEY"}', 'setting {"name":"LOG_LEVEL","value":"info"}', 'health /healthz', 'port 3000', 'interval 10', 'gracePeriod 90', 'usesPostgres true'], ['web.env']],
  ['compose: a list of settings, an image, a port with an address', compose, 'compose.yaml', 'services:\n  api:\n    image: acme/api:2\n    ports: ["127.0.0.1:80:8080"]\n    environment: [A=1, B]', ['image acme/api:2', 'port 8080', 'setting {"name":"A","value":"1"}', 'setting {"name":"B"}']],
  ['compose that is broken', compose, 'compose.yml', 'services: [', ['note no service in it is built here or looks like the app, so nothing was taken from it']],
  ['.env: names alone', envFile, '.env', 'export SECRET=x\nDATABASE_URL="postgresql://a:b@c/d"\nPORT=1', ['envFile .env', 'held SECRET', 'held DATABASE_URL', 'held PORT', 'postgres DATABASE_URL', 'portSetting PORT']],
  ['another .env: what it holds', envFile, 'web.env', 'SECRET=x', ['held SECRET']],
  ['.env.example: names alone', envFile, '.env.example', '# A=1\nSECRET=change-me', ['setting {"name":"SECRET"}']],
  ['manage.py', django, 'manage.py', "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')", ['name shop', 'command python3 manage.py runserver --noreload 0.0.0.0:{port}', 'port 8000', 'migrateCommand python3 manage.py migrate --noinput', 'migrationsTable django_migrations']],
  ['requirements: Flask behind gunicorn', pythonRequirements, 'requirements.txt', 'flask==3\ngunicorn\npsycopg2-binary==2', ['command gunicorn --bind 0.0.0.0:{port} app:app', 'port 8000', 'usesPostgres true'], ['app.py']],
  ['requirements: Django behind gunicorn', pythonRequirements, 'requirements.txt', 'Django\ngunicorn', ['command gunicorn --bind 0.0.0.0:{port} shop.wsgi', 'port 8000'], ['manage.py', 'shop/wsgi.py']],
  ['requirements: Django behind uvicorn', pythonRequirements, 'requirements.txt', 'Django\nuvicorn[standard]', ['command uvicorn shop.asgi:application --host 0.0.0.0 --port {port}', 'port 8000'], ['manage.py', 'shop/asgi.py', 'shop/wsgi.py']],
  ['requirements: Django behind daphne', pythonRequirements, 'requirements.txt', 'Django\ndaphne', ['command daphne --bind 0.0.0.0 --port {port} shop.asgi:application', 'port 8000'], ['manage.py', 'shop/asgi.py', 'shop/wsgi.py']],
  ['requirements: Django in a folder of its own, behind uvicorn', pythonRequirements, 'requirements.txt', 'Django\nuvicorn', ['command uvicorn --app-dir backend shop.asgi:application --host 0.0.0.0 --port {port}', 'port 8000'], ['backend/manage.py', 'backend/shop/asgi.py']],
  ['requirements: Django in a folder of its own, behind daphne', pythonRequirements, 'requirements.txt', 'Django\ndaphne', ['command cd backend && exec daphne --bind 0.0.0.0 --port {port} shop.asgi:application', 'port 8000'], ['backend/manage.py', 'backend/shop/asgi.py']],
  ['requirements: Django with servers of both kinds', pythonRequirements, 'requirements.txt', 'Django\nuvicorn\nuwsgi', ['command uwsgi --http-socket 0.0.0.0:{port} --module shop.wsgi', 'port 8000'], ['manage.py', 'shop/asgi.py', 'shop/wsgi.py']],
  ['requirements: Django without what its server would serve', pythonRequirements, 'requirements.txt', 'Django\nuvicorn', [], ['manage.py', 'shop/wsgi.py']],
  ['Gemfile', gemfile, 'Gemfile', "gem 'rails', '~> 8'\ngem 'pg'", ['command bin/rails server --binding 0.0.0.0 --port {port}', 'port 3000', 'migrateCommand bin/rails db:migrate', 'migrationsTable schema_migrations', 'usesPostgres true', 'postgres DATABASE_URL']],
  ['Terraform: a classic balancer and a group', terraform, 'infra/main.tf', ELB, ['balancer classic', 'target HTTP:80/health', 'interval 15', 'note timeout is an expression, so it is left out', 'healthyThreshold 3', 'unhealthyThreshold 2', 'gracePeriod 300', 'capacityTimeout 5400']],
  ['Terraform: variables with defaults in the same file', terraform, 'main.tf', VARIABLES, ['balancer classic', 'target HTTP:8080/up', 'interval 15', 'note timeout is an expression, so it is left out', 'note healthy_threshold is an expression, so it is left out', 'capacityTimeout 300']],
  ['Terraform: target groups', terraform, 'main.tf', GROUP, ['balancer application', 'port 8080', 'health /up', 'matcher 200-299', 'balancer network']],
  ['code: paths and settings', sourceText, 'src/server.js', "app.get('/healthz', f); app.get('/', f); app.get('/items', f); const p = process.env.PORT ?? 3000; new Pool({ connectionString: process.env.DATABASE_URL }); app.get('/api/x', g)", ['health /healthz', 'page /', 'page /items', 'portSetting PORT', 'postgres DATABASE_URL']],
  ['code: settings that are taken apart', sourceText, 'server.mjs', "const { MODE, PORT = '3000' } = process.env;", ['portSetting PORT']],
  ['code: Django paths have no slash before them', sourceText, 'shop/urls.py', "path('health/', views.health), path('admin/', x), status('up')", ['health /health/']],
];

const shown = ({ key, value }: Finding): string => (typeof value === 'string' ? value : key === 'held' ? value.name : JSON.stringify(value));

test.each(ROWS)('%s', (_title, detector, path, text, expected, paths = []) => {
  expect(detector.reads(path)).toBe(true);
  const found = detector.find(path, text, paths).filter(({ key }) => key !== 'script');
  expect(found.map((each) => `${each.key} ${shown(each)}`)).toEqual(expected);
});

test.each([
  ['Knex', ['migrations/001_a.js', 'migrations/002_b.js'], [{ folder: 'migrations', format: 'files' }]],
  ['plain SQL', ['db/migrations/1.sql', 'db/other.sql'], [{ folder: 'db/migrations', format: 'sql' }]],
  ['Prisma', ['prisma/migrations/2024_a/migration.sql', 'prisma/migrations/migration_lock.toml'], [{ folder: 'prisma/migrations', format: 'files' }]],
  ['Rails', ['db/migrate/2024_a.rb'], [{ folder: 'db/migrate', format: 'files' }]],
  ['Alembic', ['alembic/versions/a1.py', 'alembic/env.py'], [{ folder: 'alembic/versions', format: 'files' }]],
  ['Django', ['manage.py', 'cart/migrations/0001_a.py', 'items/migrations/0001_a.py', 'items/migrations/0002_b.py', 'items/migrations/__init__.py'], [{ folder: 'items/migrations', format: { django: 'items' } }, { folder: 'cart/migrations', format: { django: 'cart' } }]],
])('the migrations of %s are told by their folder', (_title, paths, expected) => {
  expect(migrationFolders(paths).map(({ value }) => value)).toEqual(expected);
});

test('folders of templates and of static files are told by their names and what is in them', () => {
  const found = pageFolders(['views/a.ejs', 'shop/templates/shop/b.html', 'shop/views/code.py', 'public/x.css', 'shop/templates/static/y.css']);
  expect(found.map(({ key, value }) => `${key} ${String(value)}`)).toEqual(['templates views', 'templates shop/templates', 'statics public']);
});
