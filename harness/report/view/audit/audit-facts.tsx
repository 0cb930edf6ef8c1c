import type { JSX } from 'preact';
import type { AuditResults } from '../../../model/audit.js';
import { FactsList } from '../facts-list.js';
import { counted, secondsText } from '../words.js';

export function AuditFacts({ results }: { readonly results: AuditResults }): JSX.Element {
  const { app, healthCheck, balancer, runtime, wallSeconds, mutants, controlBoots, date } = results;
  return (
    <FactsList
      facts={[
        ['App', app],
        ['Health check', `${healthCheck} (${balancer})`],
        ['Control', controlBoots.length > 0 && `accepted, booted in ${controlBoots.map(secondsText).join(', ')}`],
        ['Audit', `${runtime}, ${secondsText(wallSeconds)} for ${counted(mutants.length, 'mutant')}`],
        ['Date', date.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')],
      ]}
    />
  );
}

/** What was found out about the app, and what makes the audit again. */
export function LearnedSection({ results: { learned, seed, node, facts } }: { readonly results: AuditResults }): JSX.Element {
  return (
    <section>
      <h2>About this audit</h2>
      {learned.length > 0 && (
        <ul class="sentences">
          {learned.map((sentence, index) => (
            <li key={index}>{sentence}</li>
          ))}
        </ul>
      )}
      <FactsList facts={[['Seed', seed], ['Node', facts === undefined && node]]} />
    </section>
  );
}
