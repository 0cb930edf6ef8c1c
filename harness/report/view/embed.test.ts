import { embedReport, readEmbedded, readResults } from './embed.js';
import { sampleAudit } from './sample-audit.testing.js';
import { sampleRun } from './sample-run.testing.js';

const RESULTS = sampleRun({ scenarios: 20, probesEach: 6 });

function reader(): { read: (id: string) => string; asked: string[] } {
  const pieces = new Map(embedReport({ kind: 'run', results: RESULTS }).map(({ id, value }) => [id, JSON.stringify(value)]));
  const asked: string[] = [];
  const read = (id: string): string => {
    asked.push(id);
    return pieces.get(id) ?? 'null';
  };
  return { read, asked };
}

test('the results of a run come back whole', () => {
  const { read } = reader();
  const embedded = readEmbedded(read);
  if (embedded.kind !== 'run') throw new Error('no run');
  const { scenarioAt: _scenarioAt, ...results } = readResults(embedded.overview, read);
  expect(results).toEqual(RESULTS);
});

test('the results of an audit come back whole', () => {
  const results = sampleAudit(30);
  const [piece] = embedReport({ kind: 'audit', results });
  expect(readEmbedded(() => JSON.stringify(piece?.value))).toEqual({ kind: 'audit', results });
});

test('nothing of a scenario is read before it is asked for', () => {
  const { read, asked } = reader();
  const embedded = readEmbedded(read);
  if (embedded.kind !== 'run') throw new Error('no run');
  const results = readResults(embedded.overview, read);
  expect(asked).toEqual(['canarybed-data']);
  expect(results.scenarioAt(7)).toEqual(RESULTS.scenarios[7]);
  expect(asked).toEqual(['canarybed-data', 'canarybed-scenario-7']);
});
