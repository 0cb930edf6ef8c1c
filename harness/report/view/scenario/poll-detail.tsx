import type { JSX } from 'preact';
import type { RunResults, ScenarioResult } from '../../results.js';
import { answerBody } from './answer-body.js';
import { CopyButton } from './copy-button.js';
import type { PollRow } from './poll-rows.js';
import { shownRequest } from './request-lines.js';
import { secondsText } from './time-window.js';

interface Props {
  readonly row: PollRow;
  readonly scenario: ScenarioResult;
  readonly bodies: RunResults['bodies'];
  readonly close: () => void;
}

/** One health check in full: the request, and its answer. */
export function PollDetail({ row, scenario, bodies, close }: Props): JSX.Element {
  const { probe, number, run, state } = row;
  const { headers = {}, body, status } = probe;
  const request = shownRequest(probe, bodies, scenario);
  return (
    <div class="poll-detail" role="region" aria-label={`Check ${number}`}>
      <header>
        <h3>
          Check {number} at {secondsText(probe.at, 2)}
        </h3>
        <span class="soft">
          {probe.instance}, {probe.phase === 'watch' ? 'in the watch after the verdict' : 'in the rollout'}, {run} in a row{state === undefined ? '' : `, then ${state}`}
        </span>
        <span class="grow" />
        <button type="button" class="quiet" onClick={close} aria-label={`Close check ${number}`}>close</button>
      </header>
      <p class={probe.outcome === 'passed' ? 'pass' : 'fail'}>
        {probe.outcome}: {probe.detail}
        {probe.projected ? '. This check was not sent; it is taken to be like those before it.' : ''}
      </p>
      <div class="exchange">
        <div>
          <h4>Request</h4>
          <pre tabIndex={0} aria-label="Request">{request.lines.join('\n')}</pre>
          {request.note !== undefined && <p class="soft">{request.note}</p>}
          <h4>Answer</h4>
          {status === undefined && Object.keys(headers).length === 0 ? (
            <p class="soft">There was no answer.</p>
          ) : (
            <pre tabIndex={0} aria-label="Status and headers">{[`HTTP ${status ?? '?'}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n')}</pre>
          )}
        </div>
        <div>{body !== undefined && <Body hash={body} text={bodies[body]} />}</div>
      </div>
    </div>
  );
}

/** A body in lines, those of failing checks marked; also by a sign, for whoever does not see the colour. */
export function Body({ hash, text }: { readonly hash: string; readonly text: string | undefined }): JSX.Element {
  if (text === undefined) return <p class="soft">Its body {hash} is not in these results.</p>;
  const { lines, cut } = answerBody(text);
  return (
    <>
      <p class="soft body-head">
        Body <code>{hash}</code>
        {cut === undefined ? '' : `, ${cut}`} <CopyButton text={() => text} what="this body" />
      </p>
      <pre class="body" tabIndex={0} aria-label={`Body ${hash}`}>
        {lines.map(({ text: line, failing }, index) => (
          <span key={index} class={failing ? 'line failing' : 'line'}>
            {line}
            {'\n'}
          </span>
        ))}
      </pre>
    </>
  );
}
