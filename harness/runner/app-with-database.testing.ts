/** The driver of Postgres, for an app that lies where no packages are. */
export const DRIVER = JSON.stringify(require.resolve('pg'));

/**
 * A till that makes its table when it starts where that is not there. `GET /items` reads it, `POST /items` adds to it,
 * `GET /health` reads nothing, or asks the database where `HEALTH` is `deep`.
 */
export const TILL = `
  const http = require('node:http');
  const pg = require(${DRIVER});
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 2 });
  pool.on('error', () => undefined);
  const deep = process.env.HEALTH === 'deep';
  const answers = {
    'GET /health': async () => (deep ? (await pool.query('select 1')).rows : 'fine'),
    'GET /items': async () => (await pool.query('select name from items order by name')).rows,
    'POST /items': async () => (await pool.query("insert into items values ('tea')")).rowCount,
  };
  const start = async () => {
    if (process.env.MIGRATE !== 'false') await pool.query('create table if not exists items (name text); create table if not exists audit_log (at timestamptz, what text)');
    await pool.query('select * from audit_log');
    http.createServer(async (request, answer) => {
      const make = answers[request.method + ' ' + request.url];
      answer.statusCode = make ? 200 : 404;
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify(make ? await make() : 'nothing here'));
    }).listen(Number(process.env.LISTEN_ON ?? process.env.PORT));
  };
  start().catch((error) => { console.error(error.message); process.exit(3); });
`;
