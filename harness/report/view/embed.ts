import type { AuditResults } from '../../model/audit.js';
import type { RunResults, ScenarioResult } from '../results.js';
import { usersHarm, type UsersHarm } from '../users-harm.js';
import { bodiesOf } from './bodies-of.js';
import { packed, unpacked } from './columns.js';
import { pollsOf, type Poll } from './polls.js';
import { survivorOf, type Survivor } from './survivor.js';

/** A piece of a report's data: its element's id, and a value of JSON. */
export interface EmbeddedText {
  readonly id: string;
  readonly value: unknown;
}

/** What the list of scenarios shows of one. */
export interface ScenarioRow extends Pick<
  ScenarioResult,
  'id' | 'title' | 'family' | 'location' | 'faults' | 'expectation' | 'outcome' | 'verdict' | 'reason' | 'pace' | 'detect' | 'retries' | 'error' | 'healthCheck' | 'balancer' | 'confirmation' | 'wallSeconds'
> {
  /** What users got in all; left out where nobody was asked. */
  readonly users?: UsersHarm;
  /** Only where it was accepted although users were hurt. */
  readonly survivor?: Survivor;
  readonly failingChecks: readonly string[];
  readonly checks: readonly string[];
  /** Of its last health check that failed. */
  readonly outcomeSeen?: string;
  readonly polls: readonly Poll[];
  readonly differences: readonly string[];
}

/** Of a run that has not ended: how many scenarios have, and of how many, where that is known. */
export interface RunUnderWay {
  readonly ended: number;
  readonly of?: number;
}

/** All that a run's first page needs. */
export interface RunOverview extends Omit<RunResults, 'scenarios' | 'bodies'> {
  readonly scenarios: readonly ScenarioRow[];
  readonly running?: RunUnderWay;
}

export type Embedded = { readonly kind: 'run'; readonly overview: RunOverview } | { readonly kind: 'audit'; readonly results: AuditResults } | { readonly kind: 'waiting' };

/** Of the page. Pure. */
export const titleOf = (kind: Embedded['kind']): string => (kind === 'waiting' ? 'canarybed' : `canarybed ${kind}`);

export const DATA = 'canarybed-data';
/** Attribute of an element whose text is deflated (RFC 1951) and in base64. */
export const DEFLATED = 'data-deflated';
export const scenarioElement = (index: number): string => `canarybed-scenario-${index}`;

/** Properties of a scenario that its row has as they are. */
const SHARED = [
  'id', 'title', 'family', 'location', 'faults', 'expectation', 'outcome', 'verdict', 'reason', 'pace', 'detect', 'retries', 'error', 'healthCheck', 'balancer', 'confirmation', 'wallSeconds',
] as const satisfies readonly (keyof ScenarioResult)[];

/** What a report is made of. */
export type Report = { readonly kind: 'run'; readonly results: RunResults; readonly running?: RunUnderWay } | { readonly kind: 'audit'; readonly results: AuditResults } | { readonly kind: 'waiting' };

/**
 * The data of a report in pieces: what the first page needs, and each scenario by itself with the bodies that it names, so
 * that a large report opens as fast as a small one. Pure.
 */
export function embedReport(report: Report): EmbeddedText[] {
  if (report.kind === 'waiting') return [{ id: DATA, value: report }];
  if (report.kind === 'audit') return [{ id: DATA, value: { kind: 'audit', results: packed(report.results) } }];
  const { scenarios, bodies, ...about } = report.results;
  const overview: RunOverview = { ...about, scenarios: scenarios.map(rowOf), ...(report.running ? { running: report.running } : {}) };
  return [
    { id: DATA, value: { kind: 'run', overview: packed(overview) } },
    ...scenarios.map((scenario, index) => ({ id: scenarioElement(index), value: { scenario: packed(scenario), bodies: bodiesOf(scenario, bodies) } })),
  ];
}

/** Reads a piece of data by the id of its element. */
export type ReadText = (id: string) => string;

/** What was embedded, but for the scenarios themselves. */
export function readEmbedded(read: ReadText): Embedded {
  const { kind, overview, results } = JSON.parse(read(DATA)) as { kind: Embedded['kind']; overview?: unknown; results?: unknown };
  if (kind === 'waiting') return { kind };
  return kind === 'run' ? { kind, overview: unpacked(overview) as RunOverview } : { kind, results: unpacked(results) as AuditResults };
}

/** A scenario, and the bodies that it names by their hashes. */
export interface ScenarioPiece {
  readonly scenario: ScenarioResult;
  readonly bodies: RunResults['bodies'];
}

/** A scenario by the text of its element. */
export function readScenario(text: string): ScenarioPiece {
  const { scenario, bodies } = JSON.parse(text) as { scenario: unknown; bodies: RunResults['bodies'] };
  return { scenario: unpacked(scenario) as ScenarioResult, bodies };
}

function rowOf(scenario: ScenarioResult): ScenarioRow {
  const shared = Object.fromEntries(SHARED.flatMap((name) => (scenario[name] === undefined ? [] : [[name, scenario[name]]]))) as unknown as Pick<ScenarioResult, (typeof SHARED)[number]>;
  const { observed, judgement } = scenario;
  const users = usersHarm(scenario);
  const survivor = survivorOf(scenario);
  return {
    ...shared,
    ...(users ? { users } : {}),
    ...(survivor ? { survivor } : {}),
    failingChecks: observed?.failingChecks ?? [],
    checks: Object.keys(observed?.checks ?? {}),
    ...(observed?.outcome === undefined ? {} : { outcomeSeen: observed.outcome }),
    polls: pollsOf(scenario),
    differences: judgement?.outcome === 'surprise' ? judgement.differences : [],
  };
}
