import type { Release } from '../../model/release.js';
import type { ScenarioDatabase } from '../databases.js';
import type { Struck } from './struck.js';

interface Holder {
  readonly statement: string;
  /** Of its session's process on the server. */
  readonly pid: number;
  end(): Promise<void>;
}

/** Databases whose lock is held. The instances of a fleet share theirs; a second holder would wait for the first. */
const holders = new WeakMap<ScenarioDatabase, Promise<Holder>>();

/**
 * Holds what a migration runner waits for, as an instance that hangs in mid-migration would: its advisory lock, or,
 * where the release names none, the table in which it notes what it applied.
 */
export async function holdMigrationLock(database: ScenarioDatabase, migrations: NonNullable<Release['migrations']>): Promise<Struck> {
  const holding = holders.get(database) ?? takeLock(database, migrations);
  holders.set(database, holding);
  const holder = await holding;
  let held = true;
  const waiting = async (): Promise<number> => {
    const answer = await database.admin(
      `select 1 from pg_stat_activity where usename = '${database.role}' and wait_event_type = 'Lock'`,
    );
    return answer.rows.length;
  };
  const holds = async (): Promise<boolean> => {
    const answer = await database.admin(
      `select 1 from pg_locks where pid = ${holder.pid} and granted and (locktype = 'advisory' or (locktype = 'relation' and mode = 'AccessExclusiveLock'))`,
    );
    return answer.rows.length > 0;
  };
  return {
    shared: true,
    sentence: holder.statement,
    async evidence() {
      if (!held) return { live: true, sentence: 'the lock was held and let go' };
      // A runner that gives up leaves no session that waits; it met the lock all the same.
      const live = await holds();
      return { live, sentence: `the lock is ${live ? 'held' : 'not held any more'}, ${await waiting()} session(s) of the app wait for the lock` };
    },
    async end() {
      held = false;
      await holder.end();
    },
  };
}

/** A runner's table as SQL names it: one with capitals, as Sequelize's, is another without quotes. */
export const tableInSql = (table: string): string => (/[A-Z]/.test(table) && !table.includes('"') ? `"${table}"` : table);

async function takeLock(database: ScenarioDatabase, { advisoryLock, table }: NonNullable<Release['migrations']>): Promise<Holder> {
  const client = await database.connect();
  const statement = advisoryLock ? `select pg_advisory_lock(${advisoryLock})` : `begin; lock table ${tableInSql(table ?? '')} in access exclusive mode`;
  try {
    await client.query(statement);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    return {
      statement,
      pid: rows[0]?.pid ?? 0,
      async end() {
        holders.delete(database);
        await client.end();
      },
    };
  } catch (error) {
    await client.end();
    throw error;
  }
}
