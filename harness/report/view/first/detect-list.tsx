import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ScenarioRow } from '../embed.js';
import { hashOf } from '../route.js';
import { FewOf } from '../few-of.js';
import { secondsText } from '../words.js';
import { slowestFirst, type Detected } from './detect.js';

const FEW = 12;

/** How long each refused canary was in doubt, beside the least that the check's settings and the deadline allow. */
export function DetectSection({ rows }: { readonly rows: readonly ScenarioRow[] }): JSX.Element | null {
  const detected = useMemo(() => slowestFirst(rows), [rows]);
  const longest = Math.max(1, ...detected.map(({ seconds, minimum }) => Math.max(seconds, minimum)));
  if (detected.length === 0) return null;
  return (
    <section>
      <h2>Time to detect, slowest first</h2>
      <p class="soft">From the first sign of the fault to the verdict. The tick is the least that interval and thresholds allow; of a release that the deadline refused it is the deadline.</p>
      <FewOf things={detected} few={FEW} noun="refused release">
        {(shown) => (
          <table class="detect">
            <caption class="unseen">Time to detect</caption>
            <thead>
              <tr>
                <th scope="col">Scenario</th>
                <th scope="col" class="number">
                  Took
                </th>
                <th scope="col" class="number">
                  Least
                </th>
                <th scope="col">
                  <span class="unseen">As a bar</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <DetectRow key={row.id} row={row} longest={longest} />
              ))}
            </tbody>
          </table>
        )}
      </FewOf>
    </section>
  );
}

function DetectRow({ row: { id, title, seconds, minimum, atDeadline }, longest }: { readonly row: Detected; readonly longest: number }): JSX.Element {
  return (
    <tr>
      <th scope="row">
        <a href={hashOf({ page: 'scenario', id })}>{title}</a>
      </th>
      <td class="number">{secondsText(seconds)}</td>
      <td class="number soft">{atDeadline === true ? 'deadline' : secondsText(minimum)}</td>
      <td class="track">
        <span class="took" style={{ width: `${(seconds / longest) * 100}%` }} />
        <span class="least" style={{ left: `${(minimum / longest) * 100}%` }} />
      </td>
    </tr>
  );
}
