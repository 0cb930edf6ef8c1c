import type { JSX } from 'preact';
import type { RolloutRecord } from '../../rollout-record.js';
import { healthIn } from './health-bands.js';
import { Nothing, Section } from './section.js';
import { secondsText } from './time-window.js';

/** What the balancer said of the instances, in AWS's words. */
export function TransitionsSection({ rollout }: { readonly rollout: RolloutRecord | undefined }): JSX.Element {
  const transitions = rollout?.transitions ?? [];
  return (
    <Section title="Transitions">
      {transitions.length === 0 ? (
        <Nothing>The balancer never said anything of an instance.</Nothing>
      ) : (
        <div class="pane flat" tabIndex={0} role="group" aria-label="Transitions">
          <table>
            <thead>
              <tr>
                {['time', 'instance', 'state', 'reason', 'description'].map((name) => (
                  <th key={name} scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {transitions.map((transition, index) => (
                <tr key={index}>
                  <td>{secondsText(transition.at, 2)}</td>
                  <td class="id">{transition.instance}</td>
                  <td class={`after ${healthIn(transition)}`}>{transition.state}</td>
                  <td>{transition.reasonCode ?? ''}</td>
                  <td>{transition.description ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
