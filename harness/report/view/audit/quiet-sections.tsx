import type { JSX } from 'preact';
import type { MutantResult, MutantStatus } from '../../../model/audit.js';
import { FewOf } from '../few-of.js';
import { hashOf } from '../route.js';
import { byDetail } from './statuses.js';

const FEW = 8;

const QUIET: readonly { readonly status: MutantStatus; readonly title: string; readonly means: string }[] = [
  { status: 'invalid', title: 'Invalid', means: 'nothing is known of these' },
  { status: 'timed-out', title: 'Timed out', means: 'no verdict in their time' },
  { status: 'harmless', title: 'Harmless', means: 'users were fine, and the check let them through' },
  { status: 'ignored', title: 'Ignored', means: 'not tried, and in no score' },
];

/** What asks for no change of the check, each sort apart. */
export function QuietSections({ mutants }: { readonly mutants: readonly MutantResult[] }): JSX.Element {
  return (
    <>
      {QUIET.map(({ status, title, means }) => (
        <Quiet key={status} title={title} means={means} mutants={mutants.filter((mutant) => mutant.status === status)} />
      ))}
    </>
  );
}

function Quiet({ title, means, mutants }: { readonly title: string; readonly means: string; readonly mutants: readonly MutantResult[] }): JSX.Element | null {
  if (mutants.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <span class="soft">{mutants.length}: {means}</span>
      </h2>
      {byDetail(mutants).map(({ detail, mutants: own }) => (
        <div key={detail} class="group">
          <p>{detail}</p>
          <FewOf things={own} few={FEW} noun="mutant">
            {(shown) => (
              <ul class="sentences">
                {shown.map(({ id, summary }) => (
                  <li key={id}>
                    <a href={hashOf({ page: 'mutant', id })}>{summary}</a>
                  </li>
                ))}
              </ul>
            )}
          </FewOf>
        </div>
      ))}
    </section>
  );
}
