import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { AuditPage } from './audit/audit-page.js';
import { MutantPage } from './audit/mutant-page.js';
import { readResults, type Embedded, type ReadText, type RunOverview } from './embed.js';
import { FirstPage } from './first/first-page.js';
import { Keys } from './keys.js';
import { routeOf, type Route } from './route.js';
import { ScenarioPage } from './scenario/scenario-page.js';
import { ThemeToggle } from './theme.js';

interface Props {
  readonly data: Embedded;
  readonly read: ReadText;
}

/** The frame of every page, and the page that the address asks for. */
export function App({ data, read }: Props): JSX.Element {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const follow = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const { page } = route;
  useEffect(() => scrollTo(0, 0), [page]);
  return (
    <>
      <header class="top">
        <a class="brand" href="#">canarybed</a>
        <span class="soft">{data.kind}</span>
        <span class="grow" />
        <Keys />
        <ThemeToggle />
      </header>
      <main>{data.kind === 'run' ? <RunPage overview={data.overview} read={read} route={route} /> : <PageOfAudit results={data.results} route={route} />}</main>
    </>
  );
}

function RunPage({ overview, read, route }: { readonly overview: RunOverview; readonly read: ReadText; readonly route: Route }): JSX.Element {
  const [results] = useState(() => readResults(overview, read));
  if (route.page === 'first') return <FirstPage overview={overview} search={route.search} />;
  const index = overview.scenarios.findIndex(({ id }) => id === route.id);
  return index < 0 ? <Nothing what="scenario" id={route.id} /> : <ScenarioPage key={route.id} results={results} scenario={results.scenarioAt(index)} />;
}

function PageOfAudit({ results, route }: { readonly results: Extract<Embedded, { kind: 'audit' }>['results']; readonly route: Route }): JSX.Element {
  if (route.page === 'first') return <AuditPage results={results} search={route.search} />;
  const mutant = results.mutants.find(({ id }) => id === route.id);
  return mutant ? <MutantPage mutant={mutant} /> : <Nothing what="mutant" id={route.id} />;
}

function Nothing({ what, id }: { readonly what: string; readonly id: string }): JSX.Element {
  return (
    <>
      <h1>
        This report has no {what} {id}
      </h1>
      <p>
        <a href="#">All that it has</a>
      </p>
    </>
  );
}
