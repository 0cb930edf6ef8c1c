import type { JSX } from 'preact';
import type { ScenarioResult } from '../../results.js';
import { Nothing, Section } from './section.js';

/** Whether the faults were there at all: a verdict on a fault that never was proves nothing. */
export function EvidenceSection({ scenario: { evidence, faults, oldFaults = [] } }: { readonly scenario: ScenarioResult }): JSX.Element {
  const oldOf = (fault: string): boolean => oldFaults.some(({ summary }) => summary === fault) && !faults.some(({ summary }) => summary === fault);
  return (
    <Section title="Evidence of faults">
      {evidence.length === 0 ? (
        <Nothing>{faults.length + oldFaults.length === 0 ? 'This release has no fault to be shown.' : 'It was not seen whether the fault was there.'}</Nothing>
      ) : (
        <ul class="evidence">
          {evidence.map(({ fault, live, sentence }, index) => (
            <li key={index}>
              <span class={`badge ${live ? 'good' : 'bad'}`}>{live ? 'there' : 'not there'}</span> <b>{fault}</b>{oldOf(fault) ? ' (old fleet)' : ''}: {sentence}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
