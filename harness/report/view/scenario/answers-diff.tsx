import type { JSX } from 'preact';
import { folded, lineDiff } from '../../../model/line-diff.js';
import type { RunResults, ScenarioResult } from '../../results.js';
import { prettyLines } from './answer-body.js';
import { DiffLines } from './diff-lines.js';
import { Nothing, Section } from './section.js';

/** The last health answer of the release against that of the control, line by line. */
export function AnswersDiff({ scenario, bodies }: { readonly scenario: ScenarioResult; readonly bodies: RunResults['bodies'] }): JSX.Element {
  return <Section title="Last health answers">{diffOf(scenario, bodies)}</Section>;
}

function diffOf({ answers = {} }: ScenarioResult, bodies: RunResults['bodies']): JSX.Element {
  const [before, after] = [answers.control, answers.release].map((hash) => (hash === undefined ? undefined : bodies[hash]));
  if (before === undefined && after === undefined) return <Nothing>Neither the control nor the release answered a health check with a body.</Nothing>;
  if (after === undefined) return <Nothing>The release answered no health check with a body; the control did.</Nothing>;
  if (before === undefined) return <Nothing>There is no answer of the control to compare with.</Nothing>;
  if (before === after) return <Nothing>Both answered the same, to the last letter.</Nothing>;
  return (
    <>
      <p class="soft">
        <code class="removed">− control {answers.control}</code> <code class="added">+ release {answers.release}</code>
      </p>
      <pre class="diff" tabIndex={0} aria-label="Health answer of the control against that of the release">
        <DiffLines lines={folded(lineDiff(prettyLines(before), prettyLines(after)))} />
      </pre>
    </>
  );
}
