import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './started-program.testing.js';
import { TinyProject } from './tiny-project.testing.js';

const project = new TinyProject();
afterAll(() => project.remove());

test('a baseline may be the report that the audit takes the place of', async () => {
  project.write('reports/audit.json', readFileSync(join(__dirname, '../report/golden/audit.json'), 'utf8'));
  const { stdout, stderr } = await runCommand(project, ['audit', '--app', 'scenarios/app.ts', '--baseline', 'reports/audit.json', '--operator', 'wrong-path', '--max', '1']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^of \d+ broken releases? \d+ were refused/m);
  expect(JSON.parse(project.read('reports/audit.json'))).toMatchObject({ app: 'tiny', baseline: expect.anything() as unknown });
});
