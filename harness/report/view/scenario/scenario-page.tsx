import type { JSX } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import type { RolloutRecord } from '../../rollout-record.js';
import type { ScenarioPiece } from '../embed.js';
import { AnswersDiff } from './answers-diff.js';
import { EventsSection } from './events-section.js';
import { EvidenceSection } from './evidence-section.js';
import { HarmSection } from './harm-section.js';
import type { Cursor } from './merge-marks.js';
import { nothingBooted } from './headline-words.js';
import { Headline } from './headline.js';
import { timelinePlan } from './lanes.js';
import { LogsPane } from './logs-pane.js';
import { clockWords, onOneClock } from './one-clock.js';
import { OtherKindsSection } from './other-kinds-section.js';
import { PollDetail } from './poll-detail.js';
import { PollPane } from './poll-pane.js';
import { ReleaseDiff } from './release-diff.js';
import { Section } from './section.js';
import { Timeline } from './timeline.js';
import { TransitionsSection } from './transitions-section.js';

/** All that is known of one scenario: what was expected and came, and what happened in its rollout. */
export function ScenarioPage({ scenario: given, bodies }: ScenarioPiece): JSX.Element {
  const scenario = useMemo(() => onOneClock(given), [given]);
  const { rollout } = scenario;
  return (
    <article class="scenario">
      <Headline scenario={scenario} bodies={bodies} />
      {rollout ? (
        <Rollout bodies={bodies} scenario={scenario} rollout={rollout} />
      ) : (
        <Section title="Rollout">
          <p class="soft">{nothingBooted(scenario)}</p>
        </Section>
      )}
      <div class="scenario-columns">
        <div>
          <ReleaseDiff scenario={scenario} />
          <EvidenceSection scenario={scenario} />
          <AnswersDiff scenario={scenario} bodies={bodies} />
        </div>
        <div>
          <HarmSection scenario={scenario} bodies={bodies} />
          <TransitionsSection rollout={rollout} />
          <OtherKindsSection scenario={scenario} />
          <EventsSection scenario={scenario} />
        </div>
      </div>
    </article>
  );
}

/** The timeline, and what its cursor points at: a check and a line of the logs. */
function Rollout({ bodies, scenario, rollout }: ScenarioPiece & { readonly rollout: RolloutRecord }): JSX.Element {
  const plan = useMemo(() => timelinePlan(scenario, rollout), [scenario, rollout]);
  const [cursor, setCursor] = useState<Cursor>();
  const [open, setOpen] = useState<number>();
  const opened = plan.polls[open ?? -1];
  return (
    <>
      <Timeline plan={plan} clock={clockWords(rollout)} timeout={scenario.numbers?.timeout} cursor={cursor} onCursor={setCursor} />
      <div class="scenario-panes">
        <PollPane rows={plan.polls} cursor={cursor} onCursor={setCursor} open={open} onOpen={setOpen} />
        <LogsPane rollout={rollout} cursor={cursor} onCursor={setCursor} />
      </div>
      {opened && <PollDetail row={opened} scenario={scenario} bodies={bodies} close={() => setOpen(undefined)} />}
    </>
  );
}
