import type { JSX } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { MutantResult } from '../../../model/audit.js';
import { CopyBlock } from '../copy-block.js';
import { FewOf } from '../few-of.js';
import type { Mark } from '../mark.js';
import { MarkShape } from '../mark-shape.js';
import { Printing } from '../printing.js';
import { hashOf } from '../route.js';
import { Sentences } from '../sentences.js';
import { mostHarmful, STATUS_WORDS } from './statuses.js';

const FEW = 10;
const FEW_HURT = 3;

interface Props {
  readonly title: string;
  readonly status: 'survived' | 'false-alarm';
  readonly mutants: readonly MutantResult[];
}

/** Each survivor or false alarm: what was broken, what the check said, what users got, and what to do. */
export function FindingCards({ title, status, mutants }: Props): JSX.Element | null {
  const found = useMemo(() => mostHarmful(mutants, status), [mutants, status]);
  const { mark, means, word } = STATUS_WORDS[status];
  if (found.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <span class="soft">{found.length}: {means}</span>
      </h2>
      <FewOf things={found} few={FEW} noun={word === 'survived' ? 'survivor' : word}>
        {(shown) => shown.map((mutant) => <Card key={mutant.id} mutant={mutant} mark={mark} />)}
      </FewOf>
    </section>
  );
}

function Card({ mutant, mark }: { readonly mutant: MutantResult; readonly mark: Mark }): JSX.Element {
  const { id, summary, area, operator, detail, hurt, advice, scenario } = mutant;
  const printing = useContext(Printing);
  return (
    <article class={`card ${mutant.status}`}>
      <h3>
        <MarkShape mark={mark} /> <a href={hashOf({ page: 'mutant', id })}>{summary}</a>{' '}
        <span class="soft">
          {area}, {operator}
        </span>
      </h3>
      <div class="halves">
        <div>
          <p>
            <b>{mutant.verdict}</b>: {detail}
          </p>
          <Sentences lead="Users:" sentences={hurt} few={FEW_HURT} />
        </div>
        <div>
          {advice !== undefined && <p class="advice">{advice}</p>}
          {scenario !== undefined && (
            <details open={printing}>
              <summary>The scenario to keep</summary>
              <CopyBlock text={scenario} name={`the scenario of ${id}`} />
            </details>
          )}
        </div>
      </div>
    </article>
  );
}
