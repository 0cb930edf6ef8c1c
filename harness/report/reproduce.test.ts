import { reproduceLine } from './reproduce.js';

const RUN = { command: 'canarybed run', pace: 'fast' };

test.each([
  ['a plain title', RUN, 'scenarios/a.scenario.ts', 'a sick disk', 'npx canarybed run scenarios/a.scenario.ts -t "a sick disk"'],
  ['a title that a shell would expand', RUN, 'my scenarios/a.scenario.ts', "it costs $5", `npx canarybed run "my scenarios/a.scenario.ts" -t 'it costs $5'`],
  ['a title like an option', RUN, '-odd.scenario.ts', '-t', 'npx canarybed run ./-odd.scenario.ts --title=-t'],
  ['a run in real time', { ...RUN, pace: 'realtime' }, 'a.scenario.ts', 'word', 'npx canarybed run a.scenario.ts -t "word" --pace realtime'],
  ['a rollout of one release beside another', { command: 'canarybed rollout --old v1 --new .', pace: 'fast' }, 'app.ts', '. beside v1', 'npx canarybed rollout --old v1 --new .'],
])('the command for %s', (_, run, file, title, line) => expect(reproduceLine(run, file, title)).toBe(line));
