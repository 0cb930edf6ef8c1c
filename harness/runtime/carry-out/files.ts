import type { Fault } from '../../model/fault.js';
import type { FileEdit } from '../working-copy.js';

/** What a file is broken with when the scenario does not say: no format reads this. */
export const NONSENSE = '\u0001<%{[ broken on purpose\n';

/** Edits that file and page faults ask for. Pure. */
export function planFiles(faults: readonly Fault[]): FileEdit[] {
  return faults.flatMap((fault): FileEdit[] => {
    if (fault.kind === 'page') {
      const { path, edit } = fault;
      return [edit ? { path, mode: edit.mode, text: edit.text } : { path, mode: 'remove', text: '' }];
    }
    if (fault.kind !== 'file') return [];
    const { path, operator, content, find } = fault;
    if (operator === 'substitute') return [{ path, mode: 'substitute', find: find ?? '', text: content ?? '' }];
    if (operator === 'remove') return [{ path, mode: 'remove', text: '' }];
    return [{ path, mode: operator === 'break' ? 'prepend' : 'replace', text: content ?? NONSENSE }];
  });
}
