import type { JSX } from 'preact';
import type { TuningAdvice } from '../../../model/audit.js';

/** Settings of the check that could be better. */
export function TuningSection({ tuning }: { readonly tuning: readonly TuningAdvice[] }): JSX.Element | null {
  if (tuning.length === 0) return null;
  return (
    <section>
      <h2>Tuning</h2>
      <table class="plain">
        <caption class="unseen">Settings of the health check</caption>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            <th scope="col" class="number">
              Now
            </th>
            <th scope="col" class="number">
              Better
            </th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {tuning.map(({ setting, now, proposed, why }, index) => (
            <tr key={index}>
              <th scope="row">
                <code>{setting}</code>
              </th>
              <td class="number">{now}</td>
              <td class="number">
                <b>{proposed}</b>
              </td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
