import { ConfigError } from '../model/errors.js';
import { isPhaseOnset, type DatabaseFault, type Fault, type Onset } from '../model/fault.js';
import type { Release } from '../model/release.js';

/** When a fault begins (default `boot`) and how many wall seconds it lasts (default: for good). */
export interface When {
  readonly onset?: Onset;
  readonly lasts?: number;
}

/** Faults of the database as one app meets it; no other scenario's database is touched. */
export interface DatabaseFaults<T extends string> {
  /** Connections are refused, open ones broken. */
  down(when?: When): Fault;
  /** Connections are taken and nothing is answered. */
  hung(when?: When): Fault;
  slow(options: When & { readonly latencyMs: number }): Fault;
  /** Connections are taken and reset. */
  reset(when?: When): Fault;
  /** Each connection is reset after so many bytes to the app. */
  cut(options: When & { readonly bytes: number }): Fault;
  readOnly(when?: When): Fault;
  connectionsExhausted(when?: When): Fault;
  /** The password is changed; connections that are open stay so, or with `endSessions` are ended, as they are sooner or later. */
  passwordRotated(when?: When & { readonly endSessions?: boolean }): Fault;
  /** The table has another name for a while. */
  tableMissing(table: T, when?: When): Fault;
  /** The table is dropped for good, with what depends on it. */
  tableDropped(table: T, when?: Pick<When, 'onset'>): Fault;
  wrongPassword(): Fault;
  wrongName(): Fault;
  /** A host that does not resolve. */
  wrongHost(): Fault;
  wrongPort(): Fault;
}

export function databaseFaults<T extends string>({ database, name }: Release): DatabaseFaults<T> {
  const make = (operator: DatabaseFault['operator'], summary: string, { onset = 'boot', ...rest }: When & Partial<DatabaseFault> = {}): Fault => {
    if (database) return { kind: 'database', operator, onset, ...rest, summary: `${summary}${whenText(onset, rest.lasts)}` };
    throw new ConfigError(`fault.database.${operator} does not apply to ${name}: its description names no database`);
  };
  const ofTable = (operator: 'table-missing' | 'table-dropped', table: T, what: string, when: When = {}): Fault => {
    if (!database || database.tables.includes(table)) return make(operator, `table ${table} ${what}`, { ...when, table });
    throw new ConfigError(`table ${table}: expected one of ${database.tables.join(', ')}, as ${name} is described`);
  };
  return {
    down: (when) => make('down', 'the database is down', when),
    hung: (when) => make('hung', 'the database hangs', when),
    slow: (options) => make('slow', `the database is ${options.latencyMs} ms away`, options),
    reset: (when) => make('reset', 'the database resets connections', when),
    cut: (options) => make('cut', `database connections break after ${options.bytes} bytes`, options),
    readOnly: (when) => make('read-only', 'the database is read-only', when),
    connectionsExhausted: (when) => make('connections-exhausted', 'the database has no connection left', when),
    passwordRotated: (when) =>
      make('password-rotated', `the database password was rotated${when?.endSessions ? ' and open sessions were ended' : ''}`, when),
    tableMissing: (table, when) => ofTable('table-missing', table, 'is missing', when),
    tableDropped: (table, when) => ofTable('table-dropped', table, 'was dropped', when),
    wrongPassword: () => make('wrong-password', 'the database password is wrong'),
    wrongName: () => make('wrong-name', 'the database name is wrong'),
    wrongHost: () => make('wrong-host', 'the database host is wrong'),
    wrongPort: () => make('wrong-port', 'the database port is wrong'),
  };
}

const MOMENTS = { boot: '', listening: ' from the open port on', passing: ' after the first passed check' };
const PHASES = { rollout: 'the rollout began', accepted: 'the canary was accepted' };

/** In words when a fault begins, and how long it lasts. */
export function whenText(onset: Onset, lasts?: number): string {
  const begins =
    typeof onset === 'string' ? MOMENTS[onset] : ` ${onset.seconds} s after ${isPhaseOnset(onset) ? PHASES[onset.after] : 'the start'}`;
  return `${begins}${lasts === undefined ? '' : ` for ${lasts} s`}`;
}
