import type { JSX } from 'preact';
import type { AuditResults, Score } from '../../../model/audit.js';
import { FilterLink } from '../search-box.js';
import { exactToken } from '../search.js';
import { Bar } from '../bar.js';
import { FewOf } from '../few-of.js';
import { misses, missesFirst, statusParts } from './statuses.js';

/** Both shares of the audit. */
export function ScoreTiles({ score }: { readonly score: Score }): JSX.Element {
  return (
    <dl class="tiles">
      <Tile name="Sensitivity" value={score.sensitivity} means="of the broken releases were refused" />
      <Tile name="Specificity" value={score.specificity} means="of the good ones were accepted" />
    </dl>
  );
}

function Tile({ name, value, means }: { readonly name: string; readonly value: number | undefined; readonly means: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value === undefined ? '–' : `${value} %`}</b>
        <span class="soft">{value === undefined ? 'there was none' : means}</span>
      </dd>
    </div>
  );
}

interface TableProps {
  readonly title: string;
  readonly head: string;
  readonly scores: Readonly<Record<string, Score>>;
  readonly tokenKey: string;
  readonly search: string;
}

/** Scores by what is broken, and by how; where all were ignored there is none. */
export function ScoreTables({ results: { byArea, byOperator }, search }: { readonly results: AuditResults; readonly search: string }): JSX.Element {
  return (
    <div class="two">
      <ScoreTable title="By area" head="Area" scores={byArea} tokenKey="@" search={search} />
      <ScoreTable title="By operator" head="Operator" scores={byOperator} tokenKey="op" search={search} />
    </div>
  );
}

/** Rows that are shown though they missed nothing. */
const FEW = 9;

function ScoreTable({ title, head, scores, tokenKey, search }: TableProps): JSX.Element | null {
  const tried = missesFirst(scores);
  if (tried.length === 0) return null;
  const few = Math.max(FEW, tried.filter(([, score]) => misses(score) > 0).length);
  return (
    <section>
      <h2>{title}</h2>
      <FewOf things={tried} few={few} noun={head.toLowerCase()}>
        {(shown) => (
          <table class="scores">
            <caption class="unseen">Scores: {title.toLowerCase()}</caption>
            <thead>
              <tr>
                <th scope="col">{head}</th>
                <th scope="col">Broken, refused</th>
                <th scope="col">Good, accepted</th>
                <th scope="col">
                  <span class="unseen">As a bar</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(([name, score]) => (
                <ScoreRow key={name} name={name} score={score} tokenKey={tokenKey} search={search} />
              ))}
            </tbody>
          </table>
        )}
      </FewOf>
    </section>
  );
}

function ScoreRow({ name, score, tokenKey, search }: { readonly name: string; readonly score: Score } & Pick<TableProps, 'tokenKey' | 'search'>): JSX.Element {
  const { killed, survived, harmless, 'false-alarm': alarms } = score.counts;
  const parts = statusParts(score);
  return (
    <tr>
      <th scope="row">
        <FilterLink search={search} tokens={[exactToken(tokenKey, name)]} class="bare">
          {name}
        </FilterLink>
      </th>
      <Share part={killed} whole={killed + survived} />
      <Share part={harmless} whole={harmless + alarms} />
      <td class="mini">
        <Bar parts={parts} label={parts.filter(({ count }) => count > 0).map(({ name: part, count }) => `${count} ${part}`).join(', ')} />
      </td>
    </tr>
  );
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }): JSX.Element {
  if (whole === 0) return <td class="number soft">–</td>;
  return (
    <td class={`number${part < whole ? ' fail' : ''}`}>
      {part} of {whole}
    </td>
  );
}
