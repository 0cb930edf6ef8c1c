import type { JSX } from 'preact';
import type { RunOverview } from '../embed.js';

export function FirstPage({ overview }: { readonly overview: RunOverview; readonly search: string }): JSX.Element {
  return (
    <>
      <h1>{overview.scenarios.length} scenarios</h1>
      <ul>
        {overview.scenarios.map(({ id, title }) => (
          <li key={id}>
            <a href={`#/scenario/${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
