import type { HealthCheck } from '../../model/health-check.js';
import { parseTarget } from '../../model/health-check-target.js';
import type { Learned, LearnedTable, Subject } from '../subject.js';

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What was found out about an app, for people: names and numbers, and no value of a setting beyond a server's host and port. Pure. */
export function learnedLines({ release, learned }: Subject): string[] {
  const { migrations, templates, statics, tables, leftOut = [] } = learned;
  const assets = release.users.filter(({ name }) => name.startsWith('asset ')).length;
  return [
    settingsLine(learned),
    ...asked(learned),
    ...(release.port.fixed === undefined ? [] : [`it listens on port ${release.port.fixed}, whatever it is told: one copy of it runs at a time`]),
    ...(migrations.length === 0 ? [] : [`${counted(migrations.length, 'migration')}, the last is ${migrations.at(-1)}`]),
    ...(templates.length === 0 ? [] : [counted(templates.length, 'template')]),
    ...(statics.length === 0 ? [] : [counted(statics.length, 'static file')]),
    ...(assets === 0 ? [] : [`pages refer to ${counted(assets, 'asset')}, which users ask for too`]),
    ...(tables.length === 0 ? [] : [`tables ${tables.map(tableText).join(', ')}`]),
    ...connectionLine(release.healthCheck),
    ...healthLines(learned, release.database !== undefined),
    ...learned.dependencies.map(({ setting, host, port, optional }) => `${setting} names ${host}:${port}, which answers${optional ? ' and is optional' : ''}`),
    ...leftOut,
  ];
}

function settingsLine({ settings }: Learned): string {
  const given = settings.filter(({ value }) => value !== undefined);
  const [read, unread] = [true, false].map((wanted) => given.filter((setting) => setting.read === wanted));
  const count = counted(given.length, 'setting');
  if (given.length === 0 || !read || !unread || read.length + unread.length === 0) return given.length === 0 ? count : `${count}; which of them it reads could not be seen`;
  const others = unread.length > 0 && unread.length <= 5 ? ` (not ${unread.map(({ name }) => name).join(', ')})` : '';
  return `${count}, ${read.length} of them read${others}`;
}

function asked({ settings }: Learned): string[] {
  const names = settings.filter(({ value }) => value === undefined).map(({ name }) => name);
  if (names.length === 0) return [];
  const more = names.length > 12 ? ` and ${names.length - 12} more` : '';
  return [`it also asks for ${names.slice(0, 12).join(', ')}${more}, which it is not given`];
}

const tableText = ({ name, used }: LearnedTable): string => (used ? `${name} (used)` : name);

const connectionLine = ({ target }: HealthCheck): string[] =>
  parseTarget(target).path === undefined ? [`the health check ${target} is a connection alone: the app was taken for healthy as soon as it accepted one`] : [];

function healthLines({ healthAsksDatabase, healthAsks }: Learned, hasDatabase: boolean): string[] {
  const database = healthAsksDatabase === undefined ? 'whether the health check asks the database could not be seen' : `the health check ${healthAsksDatabase ? 'asks' : 'does not ask'} the database`;
  return [...(hasDatabase ? [database] : []), ...(healthAsks.length === 0 ? [] : [`the health check asks the servers of ${healthAsks.join(', ')}`])];
}
