import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notesReads } from '../audit/learn/file-reads.testing.js';
import type { AuditResults } from '../model/audit.js';
import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

/** Its pages are made and its sheet is read when somebody asks for them; without a key it does not start. */
const SERVER = `
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { KEY, GREETING, PORT } = process.env;
if (!KEY) process.exit(1);
const answers = {
  '/health': () => ['text/plain', 'well'],
  '/app.css': () => ['text/css', readFileSync('public/app.css', 'utf8')],
  '/': () => ['text/html', readFileSync('views/front.html', 'utf8').replace('GREETING', GREETING)],
};
createServer((request, response) => {
  const [type, text] = answers[request.url]?.() ?? [];
  if (text === undefined) return response.writeHead(404).end();
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(text) }).end(text);
}).listen(PORT);
`;

const page = (text: string): string => `<link rel="stylesheet" href="/app.css"><p>GREETING, ${text}`;

const project = new TinyProject();
const place = { folder: join(project.folder, 'app'), temporary: project.temporary };
afterAll(() => project.remove());

const NO_KEY = 'unset-setting:KEY';
const NO_GREETING = 'unset-setting:GREETING';
const NO_SHEET = 'blank-static:public/app.css';
const NO_PAGE = 'blank-template:views/front.html';
const ALL = [NO_GREETING, NO_KEY, NO_PAGE, NO_SHEET];

/** Ids of what ran, with the line that counts them. */
async function audit(): Promise<{ ran: string[]; line: string | undefined }> {
  const { stdout, stderr } = await runCommand(place, [
    'audit', '--incremental', '--command', 'node server.cjs', '--health', '/health', '--page', '/', '--env', 'KEY=k', '--env', 'GREETING=hello',
    '--operator', 'unset-setting,blank-static,blank-template',
  ]);
  expect(stderr).toBe('');
  const { mutants } = JSON.parse(project.read('app/reports/audit.json')) as AuditResults;
  const ran = mutants.filter(({ status, remembered }) => status !== 'ignored' && remembered !== true).map(({ id }) => id);
  return { ran, line: /^(\d+ mutants.*), \d+ ignored$/m.exec(stdout)?.[1] };
}

test('an audit runs again what a changed file may reach, and tells which file that was', async () => {
  project.write('app/server.cjs', SERVER);
  project.write('app/views/front.html', page('welcome'));
  project.write('app/public/app.css', 'body { color: red }');
  expect(await audit()).toEqual({ ran: ALL, line: '4 mutants' });
  expect(await audit()).toEqual({ ran: [], line: '4 mutants, 4 of them remembered' });

  // Where the disk does not note when a file was read all run again.
  const seen = notesReads(tmpdir());
  project.write('app/public/app.css', 'body { color: blue }');
  expect(await audit()).toEqual(
    seen
      ? { ran: [NO_SHEET], line: '4 mutants, 3 of them remembered, 1 run again since public/app.css changed' }
      : { ran: ALL, line: '4 mutants, 4 run again since public/app.css changed' },
  );

  project.write('app/views/front.html', page('goodbye'));
  expect(await audit()).toEqual(
    seen
      ? { ran: [NO_GREETING, NO_PAGE, NO_SHEET], line: '4 mutants, 1 of them remembered, 3 run again since views/front.html changed' }
      : { ran: ALL, line: '4 mutants, 4 run again since views/front.html changed' },
  );
}, 900_000);
