import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ScenarioRow } from '../embed.js';
import { FewOf } from '../few-of.js';
import { MarkShape } from '../mark-shape.js';
import { hashOf } from '../route.js';
import { survivorsOf, type SurvivingRow } from './survivors.js';

const FEW = 6;

/** What the check let through although users were hurt: what was broken, who was hurt, and by what. */
export function SurvivorsSection({ rows }: { readonly rows: readonly ScenarioRow[] }): JSX.Element | null {
  const found = useMemo(() => survivorsOf(rows), [rows]);
  if (found.length === 0) return null;
  return (
    <section class="survivors">
      <h2>
        Survivors <span class="soft">{found.length}: users were hurt, and the check let them through; the most harmful first</span>
      </h2>
      <FewOf things={found} few={FEW} noun="survivor">
        {(shown) => (
          <div class="cards">
            {shown.map((row) => (
              <SurvivorCard key={row.id} row={row} />
            ))}
          </div>
        )}
      </FewOf>
    </section>
  );
}

function SurvivorCard({ row: { id, title, faults, users, survivor, outcome } }: { readonly row: SurvivingRow }): JSX.Element {
  return (
    <article class="card survived">
      <h3>
        <MarkShape mark="fail" /> <a href={hashOf({ page: 'scenario', id })}>{title}</a> <span class="soft">{outcome === 'as-expected' ? 'as expected' : 'not expected'}</span>
      </h3>
      <p>
        <b>{users?.who.join(', ')}</b>
        {faults.length > 0 && `: ${faults.map(({ summary }) => summary).join('; ')}`}
      </p>
      {survivor.hurt.length > 0 && (
        <ul class="sentences">
          {survivor.hurt.map((sentence, index) => (
            <li key={index}>{sentence}</li>
          ))}
          {survivor.more > 0 && <li class="soft">and {survivor.more} more</li>}
        </ul>
      )}
    </article>
  );
}
