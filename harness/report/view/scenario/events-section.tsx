import type { JSX } from 'preact';
import { eventText } from '../../../model/shipped-event.js';
import type { ScenarioResult } from '../../results.js';
import { prettyLines } from './answer-body.js';
import { Fold, Nothing, Section } from './section.js';
import { secondsText } from './time-window.js';

/** Why health checks failed, by what the app itself sent to its collector. */
export function EventsSection({ scenario: { events } }: { readonly scenario: ScenarioResult }): JSX.Element {
  return (
    <Section title="Explained by events">
      {events.length === 0 ? (
        <Nothing>No event of a failed health check reached a collector.</Nothing>
      ) : (
        <ul class="events">
          {events.map((event, index) => (
            <li key={index}>
              <Fold title={<><span class="at">{secondsText(event.at, 2)}</span> {event.sentence}</>}>
                <p class="soft">
                  by {event.via} from {event.instance}
                  {event.program === undefined ? '' : `, program ${event.program}`}
                  {event.severity === undefined ? '' : `, severity ${event.severity}`}
                </p>
                <pre tabIndex={0} aria-label="The event">{prettyLines(eventText(event.event)).join('\n')}</pre>
              </Fold>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
