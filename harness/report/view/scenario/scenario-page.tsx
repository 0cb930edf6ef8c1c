import type { JSX } from 'preact';
import type { RunResults, ScenarioResult } from '../../results.js';

export function ScenarioPage({ scenario }: { readonly results: RunResults; readonly scenario: ScenarioResult }): JSX.Element {
  return <h1>{scenario.title}</h1>;
}
