import type { MigrationFormat } from './migration-format.js';

/** Files of SQL, each in a transaction of its own, in the order of their names. */
export const SQL_FORMAT: MigrationFormat = {
  files: 'SQL files',
  extension: '.sql',
  holds: (name) => name.endsWith('.sql'),
  running: (sql) => `${sql};\n`,
  breakingOff: (sql) => `${sql};\ncommit;\nselect * from no_such_table;\n`,
  emptied: () => 'select 1;\n',
};
