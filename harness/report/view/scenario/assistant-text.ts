import { plainText } from './ansi-spans.js';
import { prettyLines } from './answer-body.js';
import { headlineFacts } from './headline-facts.js';
import { headlineOf } from './headline-words.js';
import type { RunResults, ScenarioResult } from '../../results.js';
import { pollRows, pollSentence } from './poll-rows.js';

/** Lines of an answer, checks and lines of a log that are enough to find out more. */
const [LINES, CHECKS, LOG] = [40, 8, 20];

/** What happened in a scenario as plain text, for whoever is to explain or mend it. Pure. */
export function assistantText(scenario: ScenarioResult, bodies: RunResults['bodies']): string {
  const { title, location, source, rollout, answers, hurt = [], events, reproduce } = scenario;
  const { word, expected, got, remarks } = headlineOf(scenario);
  const answer = answers?.release === undefined ? undefined : bodies[answers.release];
  return [
    `A scenario of canarybed ended ${word}: ${title}`,
    `Expected: ${expected}`,
    `Got: ${got ?? 'no verdict'}`,
    ...remarks.map((remark) => `- ${remark}`),
    ...headlineFacts(scenario).map(({ name, value }) => `${name}: ${value}`),
    ...part(`Source, ${location.file}:${location.line}`, source?.lines ?? []),
    ...part('Last health checks', rollout ? pollRows(rollout, scenario.numbers).slice(-CHECKS).map(pollSentence) : []),
    ...part('Last health answer', answer === undefined ? [] : prettyLines(answer).slice(0, LINES)),
    ...part('Users', hurt),
    ...part('Events', events.map(({ sentence }) => sentence)),
    ...part('Last log lines', (rollout?.instances ?? []).flatMap(({ log }) => log).sort((a, b) => a.at - b.at).slice(-LOG).map(({ line }) => plainText(line))),
    ...part('Run it again', [reproduce]),
  ].join('\n');
}

const part = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', `${title}:`, ...lines]);
