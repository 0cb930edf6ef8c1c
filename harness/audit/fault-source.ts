import { isDeepStrictEqual } from 'node:util';
import { faultsFor } from '../faults/index.js';
import type { Fault } from '../model/fault.js';
import type { Release } from '../model/release.js';
import { sourceOf } from './source-text.js';

type Builder = (...args: readonly unknown[]) => Fault;

/** Members of a fault that its builder takes one by one and in this order; the others it takes together. */
const ONE_BY_ONE = ['key', 'other', 'value', 'path', 'find', 'content', 'setting', 'table', 'port', 'pattern'];

/**
 * Source of a fault: the call of the builder that makes it, as a person writes it, or the fault itself where no builder
 * makes that very fault.
 */
export function faultSource(release: Release, fault: Fault): string {
  const name = fault.operator.replace(/-./g, (letters) => letters.slice(1).toUpperCase());
  const families = faultsFor<string, string, string>(release) as unknown as Readonly<Record<string, Readonly<Record<string, Builder>> | undefined>>;
  const build = families[fault.kind]?.[name];
  const args = build && argumentsFor(release, fault).find((tried) => makes(fault, build, tried));
  return args ? `fault.${fault.kind}.${name}(${args.map((value) => sourceOf(value)).join(', ')})` : sourceOf(fault);
}

/** Lists of arguments that builders take, the plainest first. */
function argumentsFor(release: Release, fault: Fault): unknown[][] {
  const { kind: _kind, operator: _operator, summary: _summary, ...members } = fault;
  const all = { ...members, ...('onset' in members && members.onset === 'boot' ? { onset: undefined } : {}) };
  const given = Object.entries(all).filter(([name, value]) => value !== undefined && name !== 'edit' && name !== 'hosts');
  const first = ONE_BY_ONE.flatMap((name) => given.filter(([one]) => one === name).map(([, value]) => value));
  const rest = Object.fromEntries(given.filter(([name]) => !ONE_BY_ONE.includes(name)));
  const whole = Object.fromEntries(given);
  if (fault.kind === 'page') return [[pageOf(release, fault.path)]];
  // Only who has it asked so can say what stands behind that.
  if (fault.kind === 'request' && fault.form) return [[fault.form, fault.summary]];
  return [first, [], [rest], [...first, rest], [whole], [...first, undefined, rest]];
}

const pageOf = ({ pages }: Release, template: string): string => Object.keys(pages).find((page) => pages[page]?.template === template) ?? '';

/** A builder that cannot take the arguments, or makes another fault of them, takes others. */
function makes({ summary: _summary, ...fault }: Fault, build: Builder, args: readonly unknown[]): boolean {
  try {
    const { summary: _built, ...made } = build(...args);
    return isDeepStrictEqual(made, fault);
  } catch {
    return false;
  }
}
