import type { Fault } from '../model/fault.js';
import { valuesGiven } from '../model/given-values.js';
import { parseTarget } from '../model/health-check-target.js';
import type { Release } from '../model/release.js';
import type { Refusal } from '../model/scenario.js';
import { SecretMask, secretsOf } from '../model/secrets.js';
import { faultSource } from './fault-source.js';
import type { KeptApp } from './kept-app.js';
import { maskedMutant } from './masked-mutant.js';
import type { Mutant } from './mutant.js';
import { OPERATORS } from './operators/index.js';
import { joined, quoted, sourceOf } from './source-text.js';

/** A mutant to be kept as a scenario, and what came of it. */
export interface Kept {
  readonly mutant: Mutant;
  readonly came: 'survived' | 'false-alarm';
}

/** A file of scenarios that say what should have come; secrets of the app are masked in them. Pure. */
export function scenarioText(kept: readonly Kept[], { release, opening }: KeptApp): string {
  const titles = new Set<string>();
  const mask = new SecretMask(valuesGiven(release, []).flatMap(secretsOf));
  const scenarios = kept.map(({ mutant: derived, came }) => {
    const mutant = maskedMutant(derived, mask);
    // Titles must differ in letters or digits.
    const isTaken = titles.has(plain(mutant.summary));
    titles.add(plain(mutant.summary));
    return scenarioOf(mutant, release, came, isTaken ? `${mutant.summary} (${mutant.id})` : mutant.summary);
  });
  const names = scenarios.some((text) => /\bfault\.\w+\.\w+\(/.test(text)) ? ['fault', 'scenario'] : ['scenario'];
  return [opening(names), ...scenarios].join('\n\n').concat('\n');
}

const plain = (title: string): string => title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** Source of a scenario that says what should have come of a mutant. */
export function scenarioOf(mutant: Mutant, release: Release, came: Kept['came'] = 'survived', title: string = mutant.summary): string {
  const faults = faultsSource(release, mutant.faults);
  const options = [...oldOf(mutant, release), ...(faults === undefined ? [] : [`fault: ${faults}`]), ...expectationOf(mutant, release, came)];
  const start = `scenario(${quoted(title)}, `;
  return `${start}${joined(options, '{}', '', start.length + 2)});`;
}

function faultsSource(release: Release, faults: readonly Fault[]): string | undefined {
  const sources = faults.map((fault) => faultSource(release, fault));
  return sources.length < 2 ? sources[0] : `[${sources.join(', ')}]`;
}

function oldOf({ old }: Mutant, release: Release): string[] {
  if (!old) return [];
  const faults = faultsSource(release, old.faults);
  return [faults === undefined ? 'old: 1' : `old: { instances: 1, fault: ${faults} }`];
}

/** A good release must be accepted and its users be fine, which needs no word. */
function expectationOf(mutant: Mutant, release: Release, came: Kept['came']): string[] {
  const isGood = OPERATORS.some(({ name, good }) => name === mutant.operator && good === true);
  if (came === 'false-alarm' || isGood) return [`expect: 'accepted'`];
  // The fleet that served is hurt by what the canary did to the database, whatever the check says of the canary.
  const harm = mutant.old ? [`harm: ${sourceOf({ old: 'hurt' })}`] : [];
  return [`expect: 'rejected'`, `because: '${refusalOf(mutant, release)}'`, ...harm];
}

/** What a check that sees it comes to; a person who knows the name of the check that will fail writes that. */
function refusalOf({ faults }: Mutant, { healthCheck }: Release): Refusal {
  const asks = parseTarget(healthCheck.target).path !== undefined;
  for (const fault of faults) {
    if (fault.kind !== 'process') continue;
    if (fault.operator === 'stop' || fault.operator === 'block-event-loop') return 'timeout';
    if (fault.operator !== 'few-descriptors' && fault.operator !== 'read-only-disk') return 'connection-refused';
  }
  return asks ? 'response-code-mismatch' : 'connection-refused';
}
