import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './started-program.testing.js';
import { app, install, removeApps } from './their-app.testing.js';
import { TOKEN } from './tiny-project.testing.js';

/** Its check does not see what pages need, and needs what pages do not, unless it is mended. */
const server = (isWell: string): string => `
const { createServer } = require('node:http');
const { HEALTH, PAGES, API_TOKEN, PORT } = process.env;
if (API_TOKEN === undefined) process.exit(1);
createServer((request, response) => {
  const good = request.url === '/health' ? ${isWell} : PAGES === 'fine';
  response.writeHead(good ? 200 : 500).end(good ? 'well' : 'sorry');
}).listen(PORT);
`;
const [POOR, MENDED] = ["HEALTH === 'ok'", "PAGES === 'fine'"].map(server);

const CONFIG = 'command: node server.cjs\nenvFile: .env\nenv: { HEALTH: ok }\n';
const FILES = { 'server.cjs': POOR ?? '', '.env': `PAGES=fine\nAPI_TOKEN=${TOKEN}\n` };

afterEach(removeApps);

/** The scenario file that an audit prints is kept in the app's folder. */
async function kept(project: ReturnType<typeof app>, ...args: string[]): Promise<string> {
  install(project.folder);
  const { code, stdout, stderr } = await runCommand(project, ['audit', '--operator', 'unset-setting', '--as-scenarios', ...args]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('broken releases') as unknown });
  expect(stdout).not.toContain(TOKEN);
  writeFileSync(join(project.folder, 'kept.scenario.ts'), stdout);
  return stdout;
}

const run = (project: ReturnType<typeof app>, env: NodeJS.ProcessEnv = {}) => runCommand(project, ['run', 'kept.scenario.ts'], env);

test('what an audit by a configuration kept runs as it was printed, and is as expected once the check is mended', async () => {
  const project = app({ ...FILES, 'canarybed.config.yaml': CONFIG });
  const text = await kept(project);
  expect(text).toContain("import { defineAppFrom } from 'canarybed';\n");
  expect(text).toContain("const { fault, scenario } = defineAppFrom('canarybed.config.yaml');\n\nscenario('");
  const poor = await run(project);
  expect({ code: poor.code, stderr: poor.stderr }).toEqual({ code: 1, stderr: '' });
  expect(poor.stdout).toMatch(/^SURPRISE accepted \(.*users hurt\) +PAGES is not set/m);
  expect(poor.stdout).toMatch(/^SURPRISE rejected \(.*users fine\) +HEALTH is not set/m);
  writeFileSync(join(project.folder, 'server.cjs'), MENDED ?? '');
  const mended = await run(project);
  expect(mended.stdout).toContain('2 of 2 releases were judged as expected, 0 surprises');
  expect({ code: mended.code, stderr: mended.stderr }).toEqual({ code: 0, stderr: '' });
}, 600_000);

test('what an audit by flags kept says them itself, and takes secrets from the environment', async () => {
  const project = app({ 'server.cjs': POOR ?? '' });
  const text = await kept(project, '--command', 'node server.cjs', '--env', 'HEALTH=ok', '--env', 'PAGES=fine', '--env', `API_TOKEN=${TOKEN}`);
  expect(text).toContain('// Secrets are not written here: it needs API_TOKEN in its environment.\n');
  expect(text).toContain("defineAppFrom({ command: 'node server.cjs', env: { HEALTH: 'ok', PAGES: 'fine', API_TOKEN: process.env.API_TOKEN } });");
  const without = await run(project);
  expect(without).toMatchObject({ code: 2, stderr: expect.stringMatching(/kept\.scenario\.ts:\d+: env\.API_TOKEN: expected a value, found none; .* with API_TOKEN in the environment/) as unknown });
  const given = await run(project, { API_TOKEN: TOKEN });
  expect(given.stdout).toMatch(/^SURPRISE accepted \(.*users hurt\) +PAGES is not set/m);
  expect(given).toMatchObject({ code: 1, stderr: '' });
}, 600_000);
