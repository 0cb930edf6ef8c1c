import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeNeeding } from '../../describe-needing.testing.js';
import { SHOP_RELEASE } from '../../model/release.testing.js';
import type { Release } from '../../model/release.js';
import type { RunBench } from '../run-bench.testing.js';

/** The system's own, which has Debian's Django; another may come first on the PATH. */
export const PYTHON = '/usr/bin/python3';

/** What a program in Python prints; undefined where it cannot be run. */
export function python(program: string, input = ''): string | undefined {
  const { status, stdout } = spawnSync(PYTHON, ['-c', program], { encoding: 'utf8', input, timeout: 60_000, maxBuffer: 1 << 26 });
  return status === 0 ? stdout : undefined;
}

/** Tests that need Django: skipped by name without, failed when CANARYBED_REQUIRE_DJANGO=1. */
export const describeWithDjango = (title: string, body: () => void): void => describeWith('Django and psycopg2', 'import django, psycopg2', title, body);

/** Tests that need no more than Python, else like those that need Django. */
export const describeWithPython = (title: string, body: () => void): void => describeWith('Python', '', title, body);

function describeWith(what: string, program: string, title: string, body: () => void): void {
  const lack = python(program) === undefined ? `no ${what} here` : undefined;
  describeNeeding(title, lack, 'CANARYBED_REQUIRE_DJANGO', body);
}

const SETTINGS = `
import os
from urllib.parse import urlsplit

url = urlsplit(os.environ["DATABASE_URL"])
SECRET_KEY = "x"
INSTALLED_APPS = ["shop"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username,
                         "PASSWORD": url.password, "HOST": url.hostname, "PORT": url.port}}
`;

const FILES: Readonly<Record<string, string>> = {
  'manage.py': 'import os, sys\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
  'settings.py': SETTINGS,
  'shop/__init__.py': '',
  'shop/migrations/__init__.py': '',
};

/** A migration as a project has them; what it depends on stands on several lines, and is computed. */
const migration = (sql: string, last?: string): string => `
from django.db import migrations

DEPENDENCIES = [${last === undefined ? '' : `("shop", ${JSON.stringify(last)})`}]


class Migration(migrations.Migration):
    dependencies = [
        dependency for dependency in DEPENDENCIES
    ]
    operations = [migrations.RunSQL(${JSON.stringify(sql)})]
`;

const ITEMS = migration('create table items (id int primary key, price_cents int)');

export const ONE_MIGRATION = { 'shop/migrations/0001_items.py': ITEMS };
export const TWO_MIGRATIONS = { ...ONE_MIGRATION, 'shop/migrations/0002_orders.py': migration('create table orders (id int)', '0001_items') };

/** A Django project of one app with these migrations. */
export function djangoRelease(bench: RunBench, migrations: Readonly<Record<string, string>>): Release {
  const folder = bench.folderWith({});
  for (const [path, text] of Object.entries({ ...FILES, ...migrations })) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    ...SHOP_RELEASE,
    name: 'django-shop',
    folder,
    migrations: {
      folder: 'shop/migrations',
      format: { django: 'shop' },
      command: [PYTHON, 'manage.py', 'migrate', '--noinput'],
      skipWith: { MIGRATE: 'false' },
      table: 'django_migrations',
    },
  };
}
