import { readFileSync, writeFileSync } from 'node:fs';
import type { JournalLine } from '../harness/model/journal.js';
import { timelineOf } from '../harness/report/timeline.js';
import { drawTimeline } from '../harness/report/timeline-svg.js';
import { picturesOfPattern } from './pattern-pictures.js';

/** Draws the pictures of the page on the pattern anew, from the journal of a run of the scenarios that it shows. */
const lines = readFileSync(process.argv[2] ?? 'reports/journal.jsonl', 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalLine);
const drawn = picturesOfPattern().map((picture) => ({ ...picture, timeline: timelineOf(lines, picture.title) }));
const missing = drawn.filter(({ timeline }) => timeline === undefined).map(({ title }) => title);
if (missing.length > 0) {
  process.stderr.write(`expected a verdict on each scenario that the page shows, the journal has none on:\n  ${missing.join('\n  ')}\nrun examples/django first\n`);
  process.exitCode = 2;
}
for (const { file, timeline } of drawn) if (timeline) writeFileSync(file, drawTimeline(timeline));
