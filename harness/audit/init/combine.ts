import { commandLineText } from '../../model/command-text.js';
import { all, choose, shown } from './choose.js';
import { databaseEntries } from './database-entries.js';
import type { Draft, DraftKey, Entry } from './draft.js';
import type { FactKey, Finding } from './finding.js';
import { healthEntries } from './health-entries.js';
import { settingEntries } from './setting-entries.js';
import { commandValue } from './shell-command.js';
import { settingsOf, startOf } from './start-findings.js';

const MOST_PAGES = 8;
/** Order in which a configuration is written. */
const ORDER: readonly DraftKey[] = [
  'name', 'image', 'command', 'build', 'port', 'portSetting', 'fixedPort', 'bindSetting', 'env', 'envFile', 'health', 'healthCheck', 'balancer', 'pages', 'postgres',
  'migrations', 'templates', 'static', 'dependencies', 'gracePeriod', 'capacityTimeout',
];

/**
 * A configuration of what was found. Where files differ, Terraform wins over the Dockerfile, that over compose, Procfile,
 * package.json, what a framework is known for, the app's code, and guesses; the loser is told. A secret of a command stands
 * in that alone.
 * @param folderName name of an app that no file names. Pure.
 */
export function combine(found: readonly Finding[], folderName: string): Draft {
  const start = startOf(found);
  const findings = [...found, ...start.more];
  const port = portEntries(findings, start.command);
  const health = healthEntries(findings, port.fixed);
  const database = databaseEntries(findings);
  const postgres = database.entries.find(({ key }) => key === 'postgres')?.value;
  const settings = settingEntries(findings, settingsOf(found, start), ['PORT', typeof postgres === 'string' ? postgres : undefined]);
  const image = start.command === undefined ? single(findings, 'image', 'image') : [];
  const entries: Entry[] = [
    ...nameEntry(findings, folderName),
    ...(start.command === undefined ? image : [{ key: 'command' as const, value: commandValue(start.command), told: start.told }]),
    ...single(findings, 'build', 'build'),
    ...withoutTargets(port.entries, health.entries, port.fixed),
    ...single(findings, 'bindSetting', 'bindSetting'),
    ...settings.entries,
    ...health.entries,
    ...pagesEntry(findings, health.entries),
    ...database.entries,
    ...listed(findings, 'templates', 'templates'),
    ...listed(findings, 'statics', 'static'),
    ...single(findings, 'gracePeriod', 'gracePeriod'),
    ...single(findings, 'capacityTimeout', 'capacityTimeout'),
  ];
  const notes = all(findings, 'note').map(({ value, from }) => `${from}: ${value}`);
  const noStart = start.command === undefined && image.length === 0 ? ['command: no file says how the app is started'] : [];
  const missing = [...noStart, ...port.missing, ...health.missing, ...settings.missing, ...database.missing, ...notes];
  return {
    entries: entries.sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key)).map((entry) => ({ ...entry, told: entry.told.map(commandLineText) })),
    missing: missing.map(commandLineText),
  };
}

function single(findings: readonly Finding[], fact: FactKey, key: DraftKey): Entry[] {
  const { taken, others } = choose(all(findings, fact));
  return taken ? [{ key, value: taken.value, told: [`${key} ${shown(taken.value)} from ${taken.from}`, ...others] }] : [];
}

function listed(findings: readonly Finding[], fact: 'templates' | 'statics', key: DraftKey): Entry[] {
  const folders = [...new Set(all(findings, fact).map(({ value }) => value))];
  return folders.length === 0 ? [] : [{ key, value: folders, told: [`${key} ${folders.join(', ')} from the folders' names`] }];
}

function nameEntry(findings: readonly Finding[], folderName: string): Entry[] {
  const { taken, others } = choose(all(findings, 'name'));
  const name = (taken?.value ?? folderName).replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 40) || 'app';
  return [{ key: 'name', value: name, told: [`name ${name} from ${taken?.from ?? "the folder's name"}`, ...others] }];
}

function portEntries(findings: readonly Finding[], command: string | undefined): { entries: Entry[]; fixed?: number; missing: string[] } {
  const port = choose(all(findings, 'port'));
  const setting = single(findings, 'portSetting', 'portSetting');
  const told = port.taken?.source === 'guess' ? [`port ${port.taken.value} is a guess by ${port.taken.from}`] : [`port ${port.taken?.value ?? ''} from ${port.taken?.from ?? ''}`];
  const entry: Entry[] = port.taken ? [{ key: 'port', value: port.taken.value, told: [...told, ...port.others] }] : [];
  if (setting.length > 0 || command === undefined || command.includes('{port}')) return { entries: [...entry, ...setting], missing: [] };
  const way = 'name the setting that tells the app its port by portSetting, or write {port} in the command, so that several copies run at once';
  if (!port.taken) return { entries: [], missing: [`port: no file names the port that the app listens on; ${way}`] };
  return { entries: [...entry, { key: 'fixedPort', value: true, told: ['fixedPort: nothing shows how the app is told its port'] }], fixed: port.taken.value, missing: [`portSetting: ${way}`] };
}

/** A classic balancer's target names the port itself. */
const withoutTargets = (port: readonly Entry[], health: readonly Entry[], fixed: number | undefined): Entry[] =>
  port.filter(({ key }) => !(key === 'port' && fixed === undefined && health.some(({ told }) => told.some((line) => line.startsWith('target ')))));

function pagesEntry(findings: readonly Finding[], health: readonly Entry[]): Entry[] {
  const checked = health.find(({ key }) => key === 'health')?.value;
  const pages = all(findings, 'page').filter(({ value }) => value !== checked);
  const paths = [...new Set(pages.map(({ value }) => value))];
  if (paths.length === 0) return [{ key: 'pages', value: ['/'], told: ['pages / is a guess'] }];
  const files = [...new Set(pages.map(({ from }) => from))].slice(0, 4);
  return [{ key: 'pages', value: paths.slice(0, MOST_PAGES), told: [`pages ${paths.slice(0, MOST_PAGES).join(', ')} from ${files.join(', ')}`, ...(paths.length > MOST_PAGES ? [`not ${paths.slice(MOST_PAGES).join(', ')}`] : [])] }];
}
