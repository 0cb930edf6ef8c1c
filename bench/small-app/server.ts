import { createServer } from 'node:http';
import pg from 'pg';

/** Seconds or counts from the environment; 0 switches a habit off. */
const number = (name: string): number => Number(process.env[name] ?? 0);

const startedAt = Date.now();
const age = (): number => (Date.now() - startedAt) / 1000;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: Math.max(1, number('LEAK')) });
pool.on('error', () => undefined);

let lastUse = startedAt;
let warmed = number('WARM_UP_QUERIES') === 0;
let connected = number('DEPENDENCY_AFTER') === 0;

/** Warms up by queries one after the other, so that the way to the database decides how long it takes. */
async function warmUp(): Promise<void> {
  for (let query = 0; query < number('WARM_UP_QUERIES'); query += 1) await pool.query('select 1');
  warmed = true;
}

/** A dependency that is there after a while, and is asked for in ever longer intervals. */
function reconnect(delay: number): void {
  connected = age() >= number('DEPENDENCY_AFTER');
  if (!connected) setTimeout(() => reconnect(delay * 2), delay * 1000);
}

/** A connection that the other side closed while it was idle: the first use finds out, the next one has a new one. */
function wasIdleTooLong(): boolean {
  const idle = (Date.now() - lastUse) / 1000;
  lastUse = Date.now();
  return number('IDLE_TIMEOUT') > 0 && idle > number('IDLE_TIMEOUT');
}

async function isHealthy(): Promise<boolean> {
  // Taken and never given back: after as many checks as the pool has connections, the next one waits for ever.
  if (number('LEAK') > 0) await pool.connect();
  return age() >= number('WARM_UP') && warmed && connected && !wasIdleTooLong();
}

if (number('CRASH_AFTER') > 0) setTimeout(() => process.exit(9), number('CRASH_AFTER') * 1000);
if (number('DEPENDENCY_AFTER') > 0) reconnect(number('BACK_OFF'));
void warmUp();

createServer((request, response) => {
  const answer = (status: number, text: string): void => void response.writeHead(status, { 'content-type': 'text/plain', 'content-length': text.length }).end(text);
  if (request.url !== '/health') return answer(200, 'a small page');
  isHealthy().then(
    (healthy) => answer(healthy ? 200 : 503, healthy ? 'ok' : 'not yet'),
    () => answer(503, 'failed'),
  );
}).listen(number('PORT'));
