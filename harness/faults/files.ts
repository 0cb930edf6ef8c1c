import type { Fault } from '../model/fault.js';

/** Faults of single files; paths are relative to the release's folder. */
export interface FileFaults {
  remove(path: string): Fault;
  replace(path: string, content: string): Fault;
  /** Puts other words in the place of some, everywhere in the file. */
  substitute(path: string, find: string, by: string): Fault;
  /** Puts text before the file that no format reads. */
  break(path: string): Fault;
}

export const fileFaults = (): FileFaults => ({
  remove: (path) => ({ kind: 'file', operator: 'remove', path, summary: `${path} is missing` }),
  replace: (path, content) => ({ kind: 'file', operator: 'replace', path, content, summary: `${path} has another content` }),
  substitute: (path, find, by) => ({ kind: 'file', operator: 'substitute', path, find, content: by, summary: `${path} has other words in some places` }),
  break: (path) => ({ kind: 'file', operator: 'break', path, summary: `${path} is broken` }),
});
