import type { WritableFormat } from './migration-format.js';

/** Files of SQL, each in a transaction of its own, in the order of their names. */
export const SQL_FORMAT: WritableFormat = {
  files: 'SQL files',
  inOrder: (names) => names.filter((name) => name.endsWith('.sql')).sort(),
  writer: {
    extension: '.sql',
    running: (sql) => `${sql};\n`,
    breakingOff: (sql) => `${sql};\ncommit;\nselect * from no_such_table;\n`,
    emptied: () => 'select 1;\n',
  },
};
