import { basename } from 'node:path';
import type { WritableFormat } from './migration-format.js';

const EXTENSION = '.py';

/** Python knows each escape of JSON, and JSON escapes all that would end a string of Python or mean something in it. */
const literal = (text: string): string => JSON.stringify(text);

const migration = (imports: string, ...attributes: readonly string[]): string =>
  `${imports}\n\n\nclass Migration(migrations.Migration):\n${attributes.map((line) => `    ${line}\n`).join('')}`;

const runs = (...statements: readonly string[]): string => `operations = [${statements.map((sql) => `migrations.RunSQL(${literal(sql)})`).join(', ')}]`;

/** Migrations of the Django app with this label: Python modules that name those they come after. */
export function djangoFormat(label: string): WritableFormat {
  const after = (last: string | undefined): string =>
    `dependencies = [${last === undefined ? '' : `(${literal(label)}, ${literal(basename(last, EXTENSION))})`}]`;
  const IMPORT = 'from django.db import migrations';
  return {
    files: `migrations of the Django app ${label}`,
    // Django passes over modules whose names begin like this.
    inOrder: (names) => names.filter((name) => name.endsWith(EXTENSION) && !/^[_~.]/.test(name)).sort(),
    writer: {
      extension: EXTENSION,
      running: (sql, last) => migration(IMPORT, after(last), runs(sql)),
      breakingOff: (sql, last) => migration(IMPORT, 'atomic = False', after(last), runs(sql, 'select * from no_such_table')),
      beside(last) {
        if (last === undefined) return migration(IMPORT, after(last), runs());
        // Asked of Python itself: what a migration depends on may be computed.
        const imports = `from importlib import import_module\n\n${IMPORT}\n\nlast = import_module(${literal(`.${basename(last, EXTENSION)}`)}, __package__)`;
        return migration(imports, 'dependencies = last.Migration.dependencies', runs());
      },
      // Its dependencies stay, whatever they are.
      emptied: (text) => `${text}\n\nMigration.operations = []\n`,
    },
  };
}
