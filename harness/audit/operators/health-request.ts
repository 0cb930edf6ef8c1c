import { requestFaults } from '../../faults/request.js';
import type { Fault } from '../../model/fault.js';
import type { ProbeForm } from '../../model/health-check.js';
import { parseTarget } from '../../model/health-check-target.js';
import type { Derived } from '../mutant.js';
import type { Subject } from '../subject.js';

/** Path, with its query, that the health check asks for; undefined where it asks for none, over TCP or SSL. */
export const healthPath = ({ release }: Pick<Subject, 'release'>): string | undefined => parseTarget(release.healthCheck.target).path;

/** One mutant in which the check is sent in another form; none where it sends no request. */
export function ofForm(subject: Subject, form: ProbeForm, summary: string): Derived[] {
  return healthPath(subject) === undefined ? [] : [{ target: 'health-check', summary, faults: [requestFaults(subject.release).askedOtherwise(form, summary)] }];
}

/** One mutant in which the check is aimed otherwise. */
export const ofAim = (target: string, fault: Fault): Derived => ({ target, summary: fault.summary, faults: [fault] });
