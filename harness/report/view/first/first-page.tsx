import type { JSX } from 'preact';
import { useContext, useMemo } from 'preact/hooks';
import { Bar } from '../bar.js';
import type { RunOverview } from '../embed.js';
import { Printing } from '../printing.js';
import { matcherOf } from '../search.js';
import { SearchBox } from '../search-box.js';
import { counted } from '../words.js';
import { Cells, Counts } from './counts.js';
import { DetectionSection } from './detection-table.js';
import { DetectSection } from './detect-list.js';
import { ControlFacts, RunFactsSection } from './facts.js';
import { gravestFirst, runSentence, searchableRow, stateParts } from './overview.js';
import { PollLegend } from './poll-strip.js';
import { ScenarioTable } from './scenario-table.js';
import { SurvivorsSection } from './survivors-section.js';
import { UnrunSection } from './unrun.js';

/** Answers whether the health check is any good, and finds a scenario. */
export function FirstPage({ overview, search }: { readonly overview: RunOverview; readonly search: string }): JSX.Element {
  const { scenarios } = overview;
  const rows = useMemo(() => gravestFirst(scenarios).map((row) => ({ row, searchable: searchableRow(row) })), [scenarios]);
  const wanted = useContext(Printing) ? '' : search;
  const found = useMemo(() => {
    const matches = matcherOf(wanted);
    return rows.filter(({ searchable }) => matches(searchable)).map(({ row }) => row);
  }, [rows, wanted]);
  const sentence = runSentence(overview);
  return (
    <>
      <h1>{sentence}</h1>
      <Bar parts={stateParts(scenarios)} label={sentence} />
      <Counts overview={overview} search={search} />
      <div class="answer">
        <Cells rows={scenarios} search={search} />
        <ControlFacts overview={overview} />
      </div>
      <SurvivorsSection rows={scenarios} />
      <h2>Scenarios</h2>
      <SearchBox
        search={search}
        hint="Search: s:failed v:accepted h:hurt @database why:timeout !check:pages"
        found={found.length === scenarios.length ? counted(scenarios.length, 'scenario') : `${found.length.toLocaleString('en-US')} of ${counted(scenarios.length, 'scenario')}`}
      />
      <PollLegend />
      <ScenarioTable rows={found} />
      <DetectionSection rows={scenarios} />
      <DetectSection rows={scenarios} />
      <UnrunSection unrun={overview.unrun} />
      <RunFactsSection title="This run" {...overview} />
    </>
  );
}
