import type { EnvFault, Fault } from '../../model/fault.js';
import type { Evidence } from './evidence.js';
import type { GivenSetting } from './given-settings.js';
import type { LaunchPlan } from './plan.js';

type Env = Readonly<Record<string, string>>;

const isEnv = (fault: Fault): fault is EnvFault & { summary: string } => fault.kind === 'env';

/** The settings of a release: its own, where its surroundings are, then what faults make of them. Pure. */
export function environmentFor(plan: LaunchPlan, surroundings: Env): Record<string, string> {
  return bendEnv({ ...plan.release.env, ...surroundings, ...plan.settings }, plan.faults);
}

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

/** Whether the process was given what the env faults say: the release's settings at launch against the real ones. */
export function seenEnv(intended: Env, given: (name: string) => GivenSetting, faults: readonly Fault[]): Evidence[] {
  return faults.filter(isEnv).map(({ key, other }) => {
    const keys = other === undefined ? [key] : [key, other];
    const live = keys.every((name) => !given(name).unread && intended[name] === given(name).value);
    const { value, unread } = given(key);
    const state = unread ? 'stands otherwise' : value === undefined ? 'is not set' : value === '' ? 'is empty' : 'is changed';
    const where = [...new Set(keys.map((name) => given(name).where))].join(' and ');
    return { live, sentence: `${keys.join(' and ')} ${state} ${where}` };
  });
}
