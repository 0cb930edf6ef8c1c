import { runCommand } from './started-program.testing.js';
import { TinyProject, TOKEN } from './tiny-project.testing.js';

const OLDER = 'older-token-77aa61c0b2';
const LATER = 'later-token-90cc4d17fe';

/** Reads its token from the store, shows it in its log and to its users, and takes on a later one. */
const READER = `
const { createServer } = require('node:http');
const { STORE, PORT, API_TOKEN } = process.env;
if (API_TOKEN !== undefined) process.exit(9);
const read = async (query) => {
  const answer = await fetch(STORE + '/v1/kv/tiny/API_TOKEN?raw' + query);
  return { text: answer.ok ? await answer.text() : '', index: answer.headers.get('x-consul-index') };
};
(async () => {
  let token = await read('');
  console.log('the token is ' + token.text);
  if (token.text === '') process.exit(4);
  createServer((request, response) => response.end(request.url === '/health' ? '{"status":"pass","checks":{},"seen":"' + token.text + '"}' : 'a tiny page')).listen(PORT);
  for (;;) {
    token = await read('&index=' + token.index);
    console.log('the token is now ' + token.text);
  }
})();
`;

const project = new TinyProject(`keyValueStore: { setting: 'STORE', prefix: 'tiny', holds: ['API_TOKEN'] },`).scenarios(
  'store',
  `
scenario('no token', { fault: fault.store.keyMissing('API_TOKEN'), expect: 'rejected', because: { exitCode: 4 } });
scenario('an old token', { fault: fault.store.staleValue('API_TOKEN', '${OLDER}'), expect: 'accepted' });
scenario('a later token', { fault: fault.store.changed('API_TOKEN', '${LATER}', { onset: 'listening' }), expect: 'accepted' });
scenario('a token by hand', { fault: fault.env.set('API_TOKEN', '${LATER}-2'), expect: 'accepted' });
`,
);
project.write('app/server.cjs', READER);

afterAll(() => project.remove());

test('a release with a store is deployed, its faults are met, and no value of a secret is told', async () => {
  const { code, stdout, stderr } = await runCommand(project, ['run', 'store']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const journal = project.read('reports/journal.jsonl');
  const evidence = journal.split('\n').filter(Boolean).map((line) => JSON.parse(line) as { type: string; live: boolean; sentence: string }).filter(({ type }) => type === 'evidence');
  expect(evidence.map(({ live }) => live)).toEqual([true, true, true, true]);
  expect(journal).toContain('the token is ***');
  expect(journal).toContain('the token is now ***');
  const all = [stdout, journal, project.read('reports/results.json')].join('\n');
  expect([TOKEN, OLDER, LATER].filter((secret) => all.includes(secret))).toEqual([]);
});
