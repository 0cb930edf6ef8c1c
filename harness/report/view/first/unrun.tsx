import type { JSX } from 'preact';
import type { UnrunResult } from '../../results.js';

/** Titles that were not run, and why. */
export function UnrunSection({ unrun }: { readonly unrun: readonly UnrunResult[] }): JSX.Element | null {
  if (unrun.length === 0) return null;
  return (
    <section>
      <h2 id="unrun">Not run</h2>
      <table class="plain">
        <caption class="unseen">Scenarios that were not run</caption>
        <thead>
          <tr>
            <th scope="col">Scenario</th>
            <th scope="col">Family</th>
            <th scope="col">Why</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {unrun.map(({ title, family, why, reason, location }, index) => (
            <tr key={index}>
              <th scope="row" title={location && `${location.file}:${location.line}`}>
                {title}
              </th>
              <td>{family}</td>
              <td>{why}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
