import type { JSX } from 'preact';
import type { ScenarioResult } from '../../results.js';
import { FileChanges } from './file-changes.js';
import { Nothing, Section } from './section.js';

/** In what the release under test differs from the control. */
export function ReleaseDiff({ scenario: { difference, oldFaults = [], outcome } }: { readonly scenario: ScenarioResult }): JSX.Element {
  return (
    <Section title="Release against control">
      {difference ? <Difference difference={difference} /> : <Nothing>{outcome === 'control-refused' ? 'The control was refused; no release came to be compared with it.' : 'Nothing to compare: the journal does not have both launches.'}</Nothing>}
      {oldFaults.length > 0 && (
        <>
          <h3>Faults of the old fleet</h3>
          <ul class="faults">
            {oldFaults.map(({ summary }, index) => (
              <li key={index}>{summary}</li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Difference({ difference: { settings, faults, files = [], filesLeftOut = 0 } }: { readonly difference: NonNullable<ScenarioResult['difference']> }): JSX.Element {
  if (settings.length === 0 && faults.length === 0) return <Nothing>They are the same: this release has no fault.</Nothing>;
  return (
    <>
      <ul class="faults">
        {faults.map((fault, index) => (
          <li key={index}>{fault}</li>
        ))}
      </ul>
      {settings.length === 0 ? (
        <p class="soft">All settings are those of the control.</p>
      ) : (
        <div class="pane flat" tabIndex={0} role="group" aria-label="Settings that differ">
          <table>
            <thead>
              <tr>
                <th scope="col">setting</th>
                <th scope="col">control</th>
                <th scope="col">release</th>
              </tr>
            </thead>
            <tbody>
              {settings.map(({ name, control, release }) => (
                <tr key={name}>
                  <th scope="row"><code>{name}</code></th>
                  <td>{control === undefined ? <i class="soft">not set</i> : <code class="removed">{control}</code>}</td>
                  <td>{release === undefined ? <i class="soft">not set</i> : control === release ? <i class="soft">another one, masked</i> : <code class="added">{release}</code>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {files.length > 0 && <FileChanges files={files} leftOut={filesLeftOut} />}
    </>
  );
}
