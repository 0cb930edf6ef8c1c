import type { DatabaseFault } from '../../model/fault.js';
import type { TcpLink } from '../../services/tcp-link.js';
import type { ScenarioDatabase } from '../databases.js';
import type { Evidence } from './evidence.js';
import { linkModeOf, strikeLink } from './link.js';
import type { Struck } from './struck.js';

/** Evidence of a fault that struck and, as it should, ended before the verdict. */
const WAS_ON: Evidence = { live: true, sentence: 'the fault was on and ended' };

/** A name that no resolver knows: the top level is kept free for that. RFC 2606, section 2. */
const NO_SUCH_HOST = 'no-such-host.invalid';

/** The connection URL as an app is given it when the fault is in the setting itself. Pure. */
export function bendUrl(url: string, faults: readonly DatabaseFault[]): string {
  const bent = new URL(url);
  for (const { operator } of faults) {
    if (operator === 'wrong-password') bent.password = 'not-the-password';
    if (operator === 'wrong-name') bent.pathname = '/no_such_database';
    if (operator === 'wrong-host') bent.hostname = NO_SUCH_HOST;
    // A port that nothing listens on, below those that are handed out.
    if (operator === 'wrong-port') bent.port = '9';
  }
  return bent.toString();
}

/** Faults of the connection setting: they are in the URL from the start and strike nothing. */
export const isSettingFault = ({ operator }: DatabaseFault): boolean => operator.startsWith('wrong-');

/** Carries a database fault out, on the instance's own link or in the scenario's own database and role. */
export async function strikeDatabase(fault: DatabaseFault, link: TcpLink, database: ScenarioDatabase): Promise<Struck> {
  const linkMode = linkModeOf(fault);
  if (linkMode) return strikeLink(linkMode, link, 'database');
  const sql = STATEMENTS[fault.operator]?.(fault, database);
  if (!sql) throw new Error(`${fault.operator} is a fault of a setting, it cannot strike a running database`);
  const before = sql.before === undefined ? undefined : (await database.admin(sql.before)).rows[0];
  for (const statement of sql.strike) await database.admin(statement);
  let ended = false;
  return {
    shared: true,
    sentence: sql.strike.map((statement) => statement.replaceAll(database.password, '***')).join('; '),
    evidence: () => (ended ? Promise.resolve(WAS_ON) : sql.proof(database, before)),
    async end() {
      // What cannot be undone stays, and goes with the scenario's own database.
      if (!sql.end) return;
      ended = true;
      for (const statement of sql.end) await database.admin(statement);
    },
  };
}

interface Statements {
  /** A query before the strike, by whose first row the proof tells what was from what came after. */
  readonly before?: string;
  readonly strike: readonly string[];
  /** Left out: it cannot be undone. */
  readonly end?: readonly string[];
  proof(database: ScenarioDatabase, before: unknown): Promise<Evidence>;
}

/** A proof by a query that gives a row while the fault is on. */
const rowFrom = (sql: string) => async (database: ScenarioDatabase): Promise<Evidence> => {
  const answer = await database.admin(sql);
  return { live: answer.rows.length > 0, sentence: `${sql}: ${answer.rows.length} row(s)` };
};

const oldPasswordRefused = async (database: ScenarioDatabase): Promise<Evidence> => {
  const accepted = await database.acceptsPassword();
  return { live: !accepted, sentence: `a login with the old password is ${accepted ? 'accepted' : 'refused'}` };
};

const endSessions = ({ role }: ScenarioDatabase): string =>
  `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`;

const oidIn = (row: unknown): string => String((row as { readonly table: number | null } | undefined)?.table ?? 'null');

const STATEMENTS: Partial<Record<DatabaseFault['operator'], (fault: DatabaseFault, database: ScenarioDatabase) => Statements>> = {
  'read-only': (_fault, database) => ({
    strike: [`alter role ${database.role} set default_transaction_read_only = on`, endSessions(database)],
    end: [`alter role ${database.role} reset default_transaction_read_only`, endSessions(database)],
    proof: rowFrom(
      `select 1 from pg_roles where rolname = '${database.role}' and 'default_transaction_read_only=on' = any(rolconfig)`,
    ),
  }),
  'connections-exhausted': (_fault, database) => ({
    strike: [`alter role ${database.role} connection limit 0`, endSessions(database)],
    end: [`alter role ${database.role} connection limit -1`],
    proof: rowFrom(
      `select 1 from pg_roles where rolname = '${database.role}' and rolconnlimit = 0`,
    ),
  }),
  'password-rotated': (fault, database) => ({
    strike: [`alter role ${database.role} password 'rotated-${database.name}'`, ...(fault.endSessions ? [endSessions(database)] : [])],
    end: [`alter role ${database.role} password '${database.password}'`],
    proof: oldPasswordRefused,
  }),
  'table-missing': ({ table }) => ({
    // Each instance of a fleet strikes the database that they share.
    strike: [`alter table if exists "${table}" rename to "${table}_gone"`],
    end: [`alter table if exists "${table}_gone" rename to "${table}"`],
    proof: rowFrom(
      `select 1 where to_regclass('"${table}"') is null and to_regclass('"${table}_gone"') is not null`,
    ),
  }),
  'table-dropped': ({ table }) => ({
    before: `select to_regclass('"${table}"')::oid as table`,
    strike: [`drop table if exists "${table}" cascade`],
    // One that the app has made anew since is another table.
    proof: (database, before) => rowFrom(`select 1 where to_regclass('"${table}"') is null or to_regclass('"${table}"')::oid <> ${oidIn(before)}`)(database),
  }),
};
