import { ConfigError } from '../model/errors.js';
import type { DependencyFault, Fault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { whenText, type When } from './database.js';

/** Faults of the servers that settings name, each as one instance meets it; `N` are those settings. */
export interface DependencyFaults<N extends string> {
  /** Connections are refused, open ones broken. */
  down(setting: N, when?: When): Fault;
  /** Connections are taken and nothing is answered. */
  hung(setting: N, when?: When): Fault;
  slow(setting: N, options: When & { readonly latencyMs: number }): Fault;
  /** Connections are taken and reset. */
  reset(setting: N, when?: When): Fault;
}

export function dependencyFaults<N extends string>({ dependencies = [], name }: Release): DependencyFaults<N> {
  const known = dependencies.map(({ setting }) => setting);
  const make = (operator: DependencyFault['operator'], setting: N, what: string, { onset = 'boot', ...rest }: When & Partial<DependencyFault> = {}): Fault => {
    if (!known.includes(setting)) {
      throw new ConfigError(`setting ${setting}: expected one of ${known.join(', ') || 'none'}, the dependencies of ${name} as it is described`);
    }
    return { kind: 'dependency', operator, setting, onset, ...rest, summary: `the server of ${setting} ${what}${whenText(onset, rest.lasts)}` };
  };
  return {
    down: (setting, when) => make('down', setting, 'is down', when),
    hung: (setting, when) => make('hung', setting, 'hangs', when),
    slow: (setting, options) => make('slow', setting, `is ${options.latencyMs} ms away`, options),
    reset: (setting, when) => make('reset', setting, 'resets connections', when),
  };
}
