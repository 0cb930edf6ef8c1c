import type { JSX } from 'preact';
import type { BaselineFindings } from '../../../model/audit.js';
import { hashOf } from '../route.js';

const GROUPS = [
  ['fresh', 'New: not in the baseline'],
  ['known', 'Known: let pass'],
  ['fixed', 'Fixed: to be taken out of the baseline'],
] as const;

/** Findings beside those that a baseline lets pass. */
export function BaselineSection({ baseline }: { readonly baseline: BaselineFindings | undefined }): JSX.Element | null {
  if (!baseline || GROUPS.every(([group]) => baseline[group].length === 0)) return null;
  return (
    <section>
      <h2>Baseline</h2>
      {GROUPS.filter(([group]) => baseline[group].length > 0).map(([group, title]) => (
        <div key={group} class="group">
          <p>{title}</p>
          <ul class="sentences">
            {baseline[group].map((id) => (
              <li key={id}>
                <a href={hashOf({ page: 'mutant', id })}>{id}</a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
