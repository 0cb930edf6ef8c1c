import type { JSX } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { AuditPage } from './audit/audit-page.js';
import { MutantPage } from './audit/mutant-page.js';
import { readScenario, scenarioElement, titleOf, type Embedded, type ReadText, type RunOverview } from './embed.js';
import { FirstPage } from './first/first-page.js';
import { Keys } from './keys.js';
import { BackTo, CameFrom } from './came-from.js';
import { hashOf, routeOf, type Route } from './route.js';
import { ScenarioPage } from './scenario/scenario-page.js';
import { ThemeToggle } from './theme.js';
import { WaitingPage } from './waiting-page.js';

interface Props {
  readonly data: Embedded;
  readonly read: ReadText;
  /** Of a served page only: whether its server is there. */
  readonly connected?: boolean;
}

/** The frame of every page, and the page that the address asks for. */
export function App({ data, read, connected }: Props): JSX.Element {
  const { route, previous } = useRoute();
  const search = useRef('');
  if (route.page === 'first') search.current = route.search;
  const back = hashOf({ page: 'first', search: search.current });
  const main = useRef<HTMLElement>(null);
  useScroll(route, main);
  // Tabs and a browser's history are told apart by what their pages say first.
  useLayoutEffect(() => {
    const heading = main.current?.querySelector('h1')?.textContent ?? '';
    document.title = `${heading} · ${titleOf(data.kind)}`;
  });
  const leave = useCallback(() => {
    if (route.page === 'first') return;
    // A page that was opened by its own address has none of ours before it.
    if (previous?.page === 'first') history.back();
    else location.hash = back;
  }, [route, previous, back]);
  return (
    <>
      <header class="top">
        <a class="brand" href="#">
          canarybed
        </a>
        {data.kind !== 'waiting' && <span class="soft">{data.kind}</span>}
        {connected !== undefined && (
          <span class="soft" role="status">
            {connected ? 'live' : 'not live: its server has ended'}
          </span>
        )}
        <span class="grow" />
        <Keys leave={leave} page={route.page} />
        <ThemeToggle />
      </header>
      <main ref={main} tabIndex={-1}>
        <CameFrom.Provider value={previous && previous.page !== 'first' ? previous.id : undefined}>
          <BackTo.Provider value={back}>
            {data.kind === 'run' && <RunPage overview={data.overview} read={read} route={route} />}
            {data.kind === 'audit' && <PageOfAudit results={data.results} route={route} />}
            {data.kind === 'waiting' && <WaitingPage />}
          </BackTo.Provider>
        </CameFrom.Provider>
      </main>
    </>
  );
}

/** The page that the address asks for, and the one before it. */
function useRoute(): { readonly route: Route; readonly previous?: Route } {
  const [routes, setRoutes] = useState<{ readonly route: Route; readonly previous?: Route }>(() => ({ route: routeOf(location.hash) }));
  useEffect(() => {
    const follow = (): void => setRoutes(({ route }) => ({ route: routeOf(location.hash), previous: route }));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return routes;
}

/** A page begins at its top, where a reader's own program is led too; the list is found where it was left. */
function useScroll(route: Route, main: { readonly current: HTMLElement | null }): void {
  const { page } = route;
  const search = route.page === 'first' ? route.search : undefined;
  const searched = useRef(search);
  useLayoutEffect(() => {
    const before = searched.current;
    searched.current = search;
    if (before !== undefined && search !== undefined && before !== search) bringSearchIntoView();
  }, [search]);
  const left = useRef(0);
  const isOpened = useRef(false);
  useLayoutEffect(() => {
    history.scrollRestoration = 'manual';
    if (page !== 'first') main.current?.focus({ preventScroll: true });
    else if (!isOpened.current) return keepScroll(left, isOpened);
    scrollTo(0, page === 'first' ? left.current : 0);
    return page === 'first' ? keepScroll(left, isOpened) : undefined;
  }, [page]);
}

/** What a link far below searches for is found where it can be seen. */
function bringSearchIntoView(): void {
  const box = document.querySelector('[role=search]');
  const { top, bottom } = box?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  if (top < 0 || bottom > innerHeight) box?.scrollIntoView();
}

function keepScroll(left: { current: number }, isOpened: { current: boolean }): () => void {
  isOpened.current = true;
  const keep = (): void => {
    left.current = scrollY;
  };
  addEventListener('scroll', keep, { passive: true });
  return () => removeEventListener('scroll', keep);
}

function RunPage({ overview, read, route }: { readonly overview: RunOverview; readonly read: ReadText; readonly route: Route }): JSX.Element {
  const index = route.page === 'first' ? -1 : overview.scenarios.findIndex(({ id }) => id === route.id);
  // By its text: while a run goes on, all else may become another, and a reader is not disturbed.
  const text = index < 0 ? undefined : read(scenarioElement(index));
  const piece = useMemo(() => (text === undefined ? undefined : readScenario(text)), [text]);
  if (route.page === 'first') return <FirstPage overview={overview} search={route.search} />;
  return piece ? <ScenarioPage key={route.id} {...piece} /> : <Nothing what="scenario" id={route.id} />;
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
