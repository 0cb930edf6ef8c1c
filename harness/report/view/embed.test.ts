import type { RunResults } from '../results.js';
import { embedReport, readEmbedded, readScenario, scenarioElement } from './embed.js';
import { sampleAudit } from './sample-audit.testing.js';
import { sampleRun } from './sample-run.testing.js';

const RESULTS = sampleRun({ scenarios: 20, probesEach: 6 });

const piecesOf = (results: RunResults): Map<string, string> => new Map(embedReport({ kind: 'run', results }).map(({ id, value }) => [id, JSON.stringify(value)]));

test('each scenario of a run comes back whole, with the bodies that it names', () => {
  const pieces = piecesOf({ ...RESULTS, bodies: { ...RESULTS.bodies, other: 'named by none' } });
  const read = RESULTS.scenarios.map((_, index) => readScenario(pieces.get(scenarioElement(index)) ?? 'null'));
  expect(read.map(({ scenario }) => scenario)).toEqual(RESULTS.scenarios);
  expect(read.map(({ bodies }) => bodies)).toContainEqual(RESULTS.bodies);
  expect(JSON.stringify(read)).not.toContain('named by none');
});

test('all else that is told of a run comes back with the first page', () => {
  const pieces = piecesOf(RESULTS);
  const embedded = readEmbedded((id) => pieces.get(id) ?? 'null');
  const { scenarios: _scenarios, bodies: _bodies, ...about } = RESULTS;
  expect(embedded).toMatchObject({ kind: 'run', overview: about });
});

test('the results of an audit come back whole', () => {
  const results = sampleAudit(30);
  const [piece] = embedReport({ kind: 'audit', results });
  expect(readEmbedded(() => JSON.stringify(piece?.value))).toEqual({ kind: 'audit', results });
});

test('nothing of a scenario is read before it is asked for', () => {
  const pieces = piecesOf(RESULTS);
  const asked: string[] = [];
  readEmbedded((id) => {
    asked.push(id);
    return pieces.get(id) ?? 'null';
  });
  expect(asked).toEqual(['canarybed-data']);
});
