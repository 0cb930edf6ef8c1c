import type { JSX } from 'preact';
import type { ScenarioResult } from '../../results.js';
import { otherKindRows } from './other-kind-rows.js';
import { Nothing, Section } from './section.js';

/** What other kinds of balancers would have made of the same instances. */
export function OtherKindsSection({ scenario }: { readonly scenario: ScenarioResult }): JSX.Element {
  const rows = otherKindRows(scenario);
  return (
    <Section title="Other kinds of balancers">
      {rows.length === 0 ? (
        <Nothing>No other kind was asked.</Nothing>
      ) : (
        <div class="pane flat" tabIndex={0} role="group" aria-label="Other kinds of balancers">
          <table>
            <thead>
              <tr>
                {['kind', 'instance', 'by one check in its form', 'by the same answers'].map((name) => (
                  <th key={name} scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ kind, instance, check, decision }, index) => (
                <tr key={index}>
                  <th scope="row">{kind}</th>
                  <td class="id">{instance}</td>
                  <td>{check ?? '–'}</td>
                  <td>{decision ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
