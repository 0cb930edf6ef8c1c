import { all, choose } from './choose.js';
import { withPort } from './command-port.js';
import type { Finding, FindingOf } from './finding.js';
import { resolveCommand } from './resolve-command.js';

/** The start command that is taken, and findings that it gives away itself. */
export interface Start {
  readonly command?: string;
  readonly told: readonly string[];
  readonly more: readonly Finding[];
}

export const scriptsIn = (findings: readonly Finding[]): Map<string, string> => new Map(all(findings, 'script').map(({ value }) => [value.name, value.command]));

/** Pure. */
export function startOf(findings: readonly Finding[]): Start {
  const { taken, others } = choose(all(findings, 'command'));
  if (!taken) return { told: [], more: [] };
  const resolved = resolveCommand(taken.value, scriptsIn(findings));
  const { command, port, setting } = withPort(resolved.command);
  const from = resolved.through.length > 0 && !taken.from.startsWith('package.json') ? `${taken.from}, by package.json ${resolved.through.map((name) => `scripts.${name}`).join(' and ')}` : taken.from;
  const own = (found: Pick<Finding, 'key' | 'value'>): Finding => ({ ...found, from: `the command of ${from}`, source: taken.source }) as Finding;
  return {
    command,
    told: [`command ${command} from ${from}`, ...others],
    more: [
      ...resolved.settings.map((value) => own({ key: 'setting', value })),
      ...(resolved.migrates === undefined ? [] : [own({ key: 'migrateCommand', value: resolved.migrates })]),
      ...(port === undefined ? [] : [own({ key: 'port', value: port })]),
      ...(setting === undefined ? [] : [own({ key: 'portSetting', value: setting })]),
      ...(/\bnext start\b/.test(command) ? [own({ key: 'portSetting', value: 'PORT' })] : []),
    ],
  };
}

/** Settings of the start command are set last, so they win. Pure. */
export function settingsOf(findings: readonly Finding[], start: Start): FindingOf<'setting'>[] {
  return [...all(start.more, 'setting'), ...all(findings, 'setting')];
}
