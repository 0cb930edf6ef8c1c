import type { JSX } from 'preact';
import type { AuditResults } from '../../../model/audit.js';

export function AuditPage({ results }: { readonly results: AuditResults; readonly search: string }): JSX.Element {
  return <h1>{results.mutants.length} mutants</h1>;
}
