import { fileFaults, type FileFaults } from '../../faults/files.js';
import { pageFaults, type PageFaults } from '../../faults/pages.js';
import type { Fault } from '../../model/fault.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/** A mutant of each template: of its page, where the release's description says which that is, else of the file. */
export function ofTemplates({ release, learned }: Subject, ofPage: (fault: PageFaults<string>, page: string) => Fault, ofFile: (fault: FileFaults, path: string) => Fault): Derived[] {
  const pages = new Map(Object.entries(release.pages).map(([page, { template }]) => [template, page]));
  return learned.templates.map((path) => {
    const page = pages.get(path);
    const fault = page === undefined ? ofFile(fileFaults(), path) : ofPage(pageFaults(release), page);
    return { target: path, summary: fault.summary, faults: [fault], files: [path] };
  });
}

/** A mutant of each page that is a file, and of each file that browsers fetch beside pages. */
export const ofStatics = ({ learned }: Subject, make: (fault: FileFaults, path: string) => Fault): Derived[] =>
  learned.statics.map((path) => {
    const fault = make(fileFaults(), path);
    return { target: path, summary: fault.summary, faults: [fault], files: [path] };
  });

/** The file is there and empty. */
export const blankFile = (fault: FileFaults, path: string): Fault => ({ ...fault.replace(path, ''), summary: `${path} is empty` });
