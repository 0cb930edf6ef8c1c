import type { EnvFault, Fault } from '../../model/fault.js';
import type { Evidence } from './evidence.js';

type Env = Readonly<Record<string, string>>;

const isEnv = (fault: Fault): fault is EnvFault & { summary: string } => fault.kind === 'env';

/** The settings with every env fault applied in order. Pure. */
export function bendEnv(env: Env, faults: readonly Fault[]): Record<string, string> {
  return faults.filter(isEnv).reduce<Record<string, string>>((bent, fault) => bendOne(bent, fault), { ...env });
}

function bendOne(env: Record<string, string>, fault: EnvFault): Record<string, string> {
  const { [fault.key]: value, ...others } = env;
  switch (fault.operator) {
    case 'unset':
      return others;
    case 'set':
      return { ...env, [fault.key]: fault.value ?? '' };
    case 'empty':
      return { ...env, [fault.key]: '' };
    case 'garble':
      return { ...env, [fault.key]: garble(value ?? '') };
    case 'swap':
      return { ...env, [fault.key]: env[fault.other ?? ''] ?? '', [fault.other ?? '']: value ?? '' };
  }
}

/**
 * A value that a person could have pasted wrongly: reversed, without its scheme and separators. Never the value itself,
 * as a single digit would be: a fault that changes nothing proves nothing.
 */
function garble(value: string): string {
  const letters = value.replace(/[^A-Za-z0-9]/g, '');
  const garbled = [...letters].reverse().join('').slice(0, 12) || 'x';
  return garbled === value ? `${garbled}x` : garbled;
}

/** Whether the process was given what the env faults say: the release's environment at launch against the real one. */
export function seenEnv(intended: Env, real: Env, faults: readonly Fault[]): Evidence[] {
  return faults.filter(isEnv).map(({ key, other }) => {
    const keys = other === undefined ? [key] : [key, other];
    const live = keys.every((name) => (intended[name] ?? undefined) === (real[name] ?? undefined));
    const state = real[key] === undefined ? 'is not set' : real[key] === '' ? 'is empty' : 'is changed';
    return { live, sentence: `${keys.join(' and ')} ${state} in the environment of the process` };
  });
}
