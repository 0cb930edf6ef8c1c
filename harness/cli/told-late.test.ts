import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

const project = new TinyProject();
afterAll(() => project.remove());

/** Says why it is sick only a second after it was first asked, when it is long judged. */
project.write(
  'app/server.cjs',
  `
const { createServer } = require('node:http');
let asked = false;
createServer((request, response) => {
  const isSick = process.env.HEALTH === 'sick' && request.url === '/health';
  if (isSick && !asked) setTimeout(() => console.error('no disk is there'), 1000);
  asked ||= isSick;
  response.writeHead(isSick ? 503 : 200).end(request.url === '/health' ? JSON.stringify({ status: 'pass' }) : 'a tiny page');
}).listen(process.env.PORT);
`,
);

const scenarioWith = (log: string): string => `scenario('says it late', { fault: fault.env.set('HEALTH', 'sick'), expect: 'rejected', because: { status: 503, log: ${log} }, harm: 'fine' });`;

test('a log line that is expected may come after the verdict', async () => {
  project.scenarios('late', scenarioWith('/no disk/'));
  const { code, stdout } = await runCommand(project, ['run', 'late', '--no-watch']);
  expect(stdout).toMatch(/^ok +rejected .* says it late/m);
  expect(code).toBe(0);
});

test('one that does not come is a surprise all the same', async () => {
  project.scenarios('never', scenarioWith('/no memory/'));
  const { code, stdout } = await runCommand(project, ['run', 'never', '--no-watch']);
  expect(stdout).toContain('expected a log line like /no memory/, found none');
  expect(code).toBe(1);
});
