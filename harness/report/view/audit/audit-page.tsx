import type { JSX } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import type { AuditResults, MutantResult } from '../../../model/audit.js';
import { failingGates } from '../../audit-exit-code.js';
import { Bar } from '../bar.js';
import { MarkShape } from '../mark-shape.js';
import { RunFactsSection } from '../first/facts.js';
import { Printing } from '../printing.js';
import { matcherOf, tokenOf } from '../search.js';
import { FilterLink, SearchBox } from '../search-box.js';
import { counted } from '../words.js';
import { AuditFacts, LearnedSection } from './audit-facts.js';
import { BaselineSection } from './baseline-section.js';
import { AuditMatrix } from './audit-matrix.js';
import { FindingCards } from './finding-cards.js';
import { MutantTable } from './mutant-table.js';
import { QuietSections } from './quiet-sections.js';
import { ScoreTables, ScoreTiles } from './scores.js';
import { byStatus, searchableMutant, sentenceSoFar, STATUS_WORDS, statusParts, STATUSES } from './statuses.js';
import { TuningSection } from './tuning-section.js';

/** How good the check is, and what it missed. */
export function AuditPage({ results, search }: { readonly results: AuditResults; readonly search: string }): JSX.Element {
  const sentence = sentenceSoFar(results);
  const found = useFound(results.mutants, search);
  return (
    <>
      <h1>{sentence}</h1>
      <Gates results={results} />
      <Bar parts={statusParts(results.score)} label={sentence} />
      <StatusCounts results={results} search={search} />
      <div class="answer">
        <ScoreTiles score={results.score} />
        <AuditFacts results={results} />
      </div>
      <MutantSearch found={found.length} all={results.mutants.length} search={search} />
      <FindingCards title="Survivors" status="survived" mutants={found} />
      <FindingCards title="False alarms" status="false-alarm" mutants={found} />
      <section>
        <h2>Mutants</h2>
        <MutantTable rows={found} />
      </section>
      <TuningSection tuning={results.tuning} />
      <ScoreTables results={results} search={search} />
      <AuditMatrix results={results} mutants={found} />
      <QuietSections mutants={found} />
      <BaselineSection baseline={results.baseline} />
      <LearnedSection results={results} />
      {results.facts && <RunFactsSection title="Where it was made" facts={results.facts} interrupted={results.interrupted} />}
    </>
  );
}

/** What a gate does not let pass; where one was asked for, also that it let all pass. */
function Gates({ results }: { readonly results: AuditResults }): JSX.Element {
  const failing = failingGates(results);
  return (
    <>
      {failing.map((gate) => (
        <p key={gate} class="gate fail">
          <MarkShape mark="fail" /> {gate}
        </p>
      ))}
      {failing.length === 0 && results.breakOn !== undefined && (
        <p class="gate">
          <MarkShape mark="pass" /> the {results.breakOn} % of --break-on are reached
        </p>
      )}
    </>
  );
}

function StatusCounts({ results: { score }, search }: { readonly results: AuditResults; readonly search: string }): JSX.Element {
  return (
    <ul class="counts">
      {STATUSES.filter((status) => score.counts[status] > 0 || status === 'survived' || status === 'killed').map((status) => (
        <li key={status}>
          <FilterLink search={search} tokens={[tokenOf('s', status)]}>
            <MarkShape mark={STATUS_WORDS[status].mark} dim={score.counts[status] === 0} />
            <b>{score.counts[status]}</b> {score.counts[status] === 1 ? STATUS_WORDS[status].word : (STATUS_WORDS[status].many ?? STATUS_WORDS[status].word)}
          </FilterLink>
        </li>
      ))}
    </ul>
  );
}

/** Above all that it filters, so that it stays where it is while one types. */
function MutantSearch({ found, all, search }: { readonly found: number; readonly all: number; readonly search: string }): JSX.Element {
  return (
    <SearchBox
      search={search}
      hint="Search: s:survived @settings op:unset-setting why:timeout !check:pages"
      found={found === all ? counted(all, 'mutant') : `${found.toLocaleString('en-US')} of ${counted(all, 'mutant')}`}
    />
  );
}

/** Those that are searched for; on paper all. */
function useFound(mutants: readonly MutantResult[], search: string): readonly MutantResult[] {
  const rows = useMemo(() => byStatus(mutants).map((mutant) => ({ mutant, searchable: searchableMutant(mutant) })), [mutants]);
  const wanted = useContext(Printing) ? '' : search;
  return useMemo(() => {
    const matches = matcherOf(wanted);
    return rows.filter(({ searchable }) => matches(searchable)).map(({ mutant }) => mutant);
  }, [rows, wanted]);
}
