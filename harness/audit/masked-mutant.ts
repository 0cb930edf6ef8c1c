import type { Fault } from '../model/fault.js';
import type { SecretMask } from '../model/secrets.js';
import type { Mutant } from './mutant.js';

/** A mutant without the secrets of its app. Names stay whole, of which a secret that is a common word may be a part. Pure. */
export const maskedMutant = (mutant: Mutant, mask: SecretMask): Mutant => ({
  ...mutant,
  summary: mask.deep(mutant.summary),
  faults: mutant.faults.map((fault) => maskedFault(fault, mask)),
  ...(mutant.old ? { old: { faults: mutant.old.faults.map((fault) => maskedFault(fault, mask)) } } : {}),
});

const NAMES = new Set(['kind', 'operator', 'onset', 'key', 'other', 'setting', 'table']);

function maskedFault(fault: Fault, mask: SecretMask): Fault {
  // Of a request a path is what is sent; of the others it is a file.
  const isName = (member: string): boolean => NAMES.has(member) || (member === 'path' && fault.kind !== 'request');
  return Object.fromEntries(Object.entries(fault).map(([member, value]) => [member, isName(member) ? value : mask.deep(value)])) as Fault;
}
