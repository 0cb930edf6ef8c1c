import { all, choose, shown } from './choose.js';
import type { Entry } from './draft.js';
import type { Finding } from './finding.js';
import { resolveCommand } from './resolve-command.js';
import { commandValue } from './shell-command.js';
import { scriptsIn } from './start-findings.js';

interface DatabaseEntries {
  readonly entries: readonly Entry[];
  readonly missing: readonly string[];
}

/** The setting that leads to Postgres, and what makes its tables. Pure. */
export function databaseEntries(findings: readonly Finding[]): DatabaseEntries {
  const [uses] = all(findings, 'usesPostgres');
  // Code names such settings for other databases, too.
  const { taken, others } = choose(all(findings, 'postgres').filter(({ source }) => source !== 'code' || uses));
  const migrations = migrationsOf(findings);
  if (taken) return { entries: [{ key: 'postgres', value: taken.value, told: [`postgres ${taken.value} from ${taken.from}`, ...others] }, ...migrations.entries], missing: migrations.missing };
  if (!uses) return { entries: [], missing: migrations.entries.length > 0 ? ['migrations: left out, since nothing shows that the app uses Postgres'] : [] };
  const guess: Entry = { key: 'postgres', value: 'DATABASE_URL', told: [`postgres DATABASE_URL is a guess; ${uses.from} shows that the app uses Postgres`] };
  return { entries: [guess, ...migrations.entries], missing: ['postgres: no file names the setting that carries the URL of the database', ...migrations.missing] };
}

function migrationsOf(findings: readonly Finding[]): DatabaseEntries {
  const folder = choose(all(findings, 'migrationsFolder'));
  const command = choose(all(findings, 'migrateCommand').filter(({ source }) => source !== 'guess' || folder.taken));
  const table = choose(all(findings, 'migrationsTable')).taken;
  if (!folder.taken && !command.taken) return { entries: [], missing: [] };
  if (!command.taken) return { entries: [], missing: [`migrations: left out, since no file names the command that applies those of ${folder.taken?.from ?? ''}`] };
  if (!folder.taken) return { entries: [], missing: [`migrations: left out, since no folder of those was found that "${command.taken.value}" (${command.taken.from}) applies`] };
  const resolved = resolveCommand(command.taken.value, scriptsIn(findings));
  const value = { command: commandValue(resolved.command), ...folder.taken.value, ...(table ? { table: table.value } : {}) };
  const told = [
    `migrations.command ${resolved.command} from ${command.taken.from}`, ...command.others,
    `migrations.folder ${folder.taken.value.folder} from ${folder.taken.from}, format ${shown(folder.taken.value.format)}`, ...folder.others,
    ...(table ? [`migrations.table ${table.value} from ${table.from}`] : []),
  ];
  return { entries: [{ key: 'migrations', value, told }], missing: [] };
}
