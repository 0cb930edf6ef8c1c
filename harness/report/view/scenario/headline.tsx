import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import type { RunResults, ScenarioResult } from '../../results.js';
import { BackTo } from '../came-from.js';
import { assistantText } from './assistant-text.js';
import { CopyButton } from './copy-button.js';
import { headlineFacts } from './headline-facts.js';
import { headlineOf } from './headline-words.js';

/** What was expected and what came, the scenario's own lines, and how to run it again. */
export function Headline({ scenario, bodies }: { readonly scenario: ScenarioResult; readonly bodies: RunResults['bodies'] }): JSX.Element {
  const { tone, word, expected, got, remarks } = headlineOf(scenario);
  const { title, family, location, source } = scenario;
  return (
    <header class={`headline is-${tone}`}>
      <nav aria-label="Where this is">
        <a href={useContext(BackTo)}>All scenarios</a> <span aria-hidden="true">/</span> <span>{family}</span>
      </nav>
      <h1>{title}</h1>
      <p class="verdict">
        <span class={`badge ${tone}`}>{word}</span> Expected <em>{expected}</em>.{' '}
        {got === undefined ? 'There is no verdict.' : <>Got <em class={tone}>{got}</em>.</>}
      </p>
      {remarks.length > 0 && (
        <ul class="remarks">
          {remarks.map((remark, index) => (
            <li key={index}>{remark}</li>
          ))}
        </ul>
      )}
      {scenario.verdict && <p class="soft">{scenario.verdict.comparison}</p>}
      <dl class="facts">
        {headlineFacts(scenario).map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div class="source">
        <p class="path">
          {location.file}:{location.line}
        </p>
        {source ? <SourceLines first={source.firstLine} lines={source.lines} /> : <p class="soft">The journal does not have its lines.</p>}
      </div>
      <p class="reproduce">
        <span class="soft">Run it again</span> <code>{scenario.reproduce}</code> <CopyButton text={() => scenario.reproduce} what="the command that runs it again" />{' '}
        <CopyButton text={() => assistantText(scenario, bodies)} name="copy all for an assistant" what="all of this as text" />
      </p>
    </header>
  );
}

const SourceLines = ({ first, lines }: { readonly first: number; readonly lines: readonly string[] }): JSX.Element => (
  <pre class="numbered" tabIndex={0} aria-label="The scenario's own lines">
    {lines.map((line, index) => (
      <span class="line" key={index} data-number={first + index}>
        {line}
        {'\n'}
      </span>
    ))}
  </pre>
);
