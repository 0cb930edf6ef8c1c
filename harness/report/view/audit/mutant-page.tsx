import type { JSX } from 'preact';
import type { MutantResult } from '../../../model/audit.js';

export function MutantPage({ mutant }: { readonly mutant: MutantResult }): JSX.Element {
  return <h1>{mutant.summary}</h1>;
}
