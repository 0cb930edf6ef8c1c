import { documentedLine } from './documented-line.js';
import { runProbes, type ProbeOptions } from './run-probes.testing.js';

/** The AMI that stands for nothing in canarybed's test server: its instances run nothing, so nothing passes a check. */
export const IMAGE_OF_NOTHING = 'ami-00000000000000001';

/** Fails unless every probe is answered as AWS documents it, with AWS's text where that is known; tells of all that are not. */
export async function expectDocumentedAnswers(url: string, options: ProbeOptions = { image: IMAGE_OF_NOTHING }): Promise<void> {
  const answers = await runProbes(url, options);
  const others = answers.filter(({ asDocumented, sameText }) => !asDocumented || sameText === false);
  expect(others.map(({ probe, answered }) => `${probe.id}: ${answered}, where AWS answers ${documentedLine(probe.documented)}${textsOf(probe.documented.refused)} (${probe.source})`)).toEqual([]);
}

const textsOf = (refused: readonly { readonly text?: string }[] = []): string => refused.map(({ text }) => (text === undefined ? '' : `: ${text}`)).join('');
