import type { JSX } from 'preact';
import { FilterLink } from '../search-box.js';
import { tokenOf } from '../search.js';
import { MarkShape } from '../mark-shape.js';
import type { RunOverview, ScenarioRow } from '../embed.js';
import { countCells, countStates, STATE_WORDS, STATES, unexpectedIn, type Cell } from './overview.js';

const VERDICTS = ['accepted', 'rejected'] as const;

/** How many there are of each outcome and verdict; each is a filter. */
export function Counts({ overview: { scenarios, unrun }, search }: { readonly overview: RunOverview; readonly search: string }): JSX.Element {
  const counts = countStates(scenarios);
  const verdicts = VERDICTS.map((verdict) => ({ verdict, count: scenarios.filter((row) => row.verdict?.verdict === verdict).length }));
  return (
    <ul class="counts">
      {STATES.filter((state) => counts[state] > 0 || state === 'surprise' || state === 'expected').map((state) => (
        <li key={state}>
          <FilterLink search={search} tokens={[tokenOf('s', state)]} class={`t-${state}`}>
            <MarkShape mark={STATE_WORDS[state].mark} dim={counts[state] === 0} />
            <b>{counts[state]}</b> {counts[state] === 1 ? STATE_WORDS[state].word : (STATE_WORDS[state].many ?? STATE_WORDS[state].word)}
          </FilterLink>
        </li>
      ))}
      <li class="divider" aria-hidden="true" />
      {verdicts.map(({ verdict, count }) => (
        <li key={verdict}>
          <FilterLink search={search} tokens={[tokenOf('v', verdict)]}>
            <b>{count}</b> {verdict}
          </FilterLink>
        </li>
      ))}
      {unrun.length > 0 && (
        <li>
          <button type="button" class="filter" onClick={() => document.getElementById('unrun')?.scrollIntoView()}>
            <b>{unrun.length}</b> not run
          </button>
        </li>
      )}
    </ul>
  );
}

const CELLS: Readonly<Record<(typeof VERDICTS)[number], readonly { readonly cell: Cell; readonly harm: string; readonly word: string }[]>> = {
  accepted: [
    { cell: 'right-accept', harm: 'fine', word: 'right' },
    { cell: 'false-accept', harm: 'hurt', word: 'let through' },
  ],
  rejected: [
    { cell: 'false-reject', harm: 'fine', word: 'false alarm' },
    { cell: 'right-reject', harm: 'hurt', word: 'right' },
  ],
};

/** The four cells of verdict and harm; a wrong verdict that every scenario asked for is told apart from one that none did. */
export function Cells({ rows, search }: { readonly rows: readonly ScenarioRow[]; readonly search: string }): JSX.Element {
  const counts = countCells(rows);
  return (
    <table class="cells">
      <caption class="unseen">Verdicts by what users got</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">users fine</th>
          <th scope="col">users hurt</th>
        </tr>
      </thead>
      <tbody>
        {VERDICTS.map((verdict) => (
          <tr key={verdict}>
            <th scope="row">{verdict}</th>
            {CELLS[verdict].map(({ cell, harm, word }) => {
              const asked = word !== 'right' && counts[cell] > 0 && unexpectedIn(rows, verdict, harm) === 0;
              return (
                <td key={cell} class={counts[cell] === 0 ? 'empty' : word === 'right' ? 'right' : asked ? 'asked' : 'wrong'}>
                  <FilterLink search={search} tokens={[tokenOf('v', verdict), tokenOf('h', harm)]}>
                    <b>{counts[cell]}</b>
                    <span>{asked ? `${word}, as expected` : word}</span>
                  </FilterLink>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
