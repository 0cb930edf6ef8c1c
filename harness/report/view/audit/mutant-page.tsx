import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { MutantResult } from '../../../model/audit.js';
import { BackTo } from '../came-from.js';
import { CopyBlock } from '../copy-block.js';
import { FactsList } from '../facts-list.js';
import { MarkShape } from '../mark-shape.js';
import { Sentences } from '../sentences.js';
import { prettyJson } from '../pretty-json.js';
import { secondsText } from '../words.js';
import { fateWords, ignoreLine, STATUS_WORDS } from './statuses.js';

/** More than fit a screen are shown on demand. */
const FEW = 20;

/** One mutant: what was broken, what the check said, what users got, and what to do. */
export function MutantPage({ mutant }: { readonly mutant: MutantResult }): JSX.Element {
  const { summary, status, advice, scenario, hurt, observed } = mutant;
  const { word, mark, means } = STATUS_WORDS[status];
  return (
    <>
      <p class="crumbs">
        <a href={useContext(BackTo)}>All mutants</a>
      </p>
      <h1>{summary}</h1>
      <p class={`headline ${status}`}>
        <MarkShape mark={mark} /> <b>{word}</b>: {means}.
      </p>
      <MutantFacts mutant={mutant} />
      {advice !== undefined && (
        <section>
          <h2>What to do</h2>
          <p class="advice">{advice}</p>
        </section>
      )}
      {scenario !== undefined && (
        <section>
          <h2>The scenario to keep</h2>
          <CopyBlock text={scenario} name="the scenario" />
        </section>
      )}
      {hurt.length > 0 && (
        <section>
          <h2>What users got otherwise than from the control</h2>
          <Sentences sentences={hurt} few={FEW} />
        </section>
      )}
      <ChecksSection mutant={mutant} />
      {observed?.body !== undefined && observed.body !== '' && (
        <section>
          <h2>The last health answer</h2>
          <pre tabIndex={0} role="region" aria-label="The last health answer">
            {prettyJson(observed.body)}
          </pre>
        </section>
      )}
      {(status === 'survived' || status === 'false-alarm') && (
        <section>
          <h2>To ignore it</h2>
          <CopyBlock text={ignoreLine(mutant)} name="the option that ignores it" />
        </section>
      )}
    </>
  );
}

function MutantFacts({ mutant }: { readonly mutant: MutantResult }): JSX.Element {
  const { id, area, operator, target, verdict, judgedAt, detail, reason, harm, oldHarm, breaks, observed, wallSeconds, remembered } = mutant;
  return (
    <FactsList
      facts={[
        ['Mutant', <code key="id">{id}</code>],
        ['Area', area],
        ['Operator', operator],
        ['Target', target],
        ['Verdict', verdict && `${verdict}${judgedAt === undefined ? '' : ` at ${secondsText(judgedAt)}`}`],
        [verdict ? 'Decided by' : 'Why', detail],
        ['Reason', reason],
        ['Answer', [observed?.status, observed?.outcome].filter((part) => part !== undefined).join(', ')],
        ['Process', fateWords(mutant)],
        ['Users', harm],
        ['Old fleet', oldHarm],
        ['Aim', breaks === 'check' && 'the check itself is aimed wrongly, and must fail whatever users get'],
        ['Took', remembered === true ? 'remembered from an audit before' : secondsText(wallSeconds)],
      ]}
    />
  );
}

function ChecksSection({ mutant: { checks, observed } }: { readonly mutant: MutantResult }): JSX.Element | null {
  const all = Object.entries(checks ?? observed?.checks ?? {});
  if (all.length === 0) return null;
  return (
    <section>
      <h2>Checks of the health answer</h2>
      <ul class="checks">
        {all.map(([name, failed]) => (
          <li key={name}>
            <MarkShape mark={failed ? 'fail' : 'pass'} /> {name} <span class="soft">{failed ? 'failed' : 'passed'}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
