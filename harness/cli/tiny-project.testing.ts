import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** A secret of the tiny app, which it prints when it starts and gives to its users. */
export const TOKEN = 'tiny-token-5f2c9a7183';

/** An app that boots at once and does what its settings say. */
const SERVER = `
const { createServer } = require('node:http');
const { HEALTH, PAGES, API_TOKEN, PORT } = process.env;
console.log('starting with the token ' + API_TOKEN);
if (HEALTH === 'crash') {
  console.error('cannot start: no disk');
  process.exit(7);
}
createServer((request, response) => {
  const answer = (status, text) => response.writeHead(status, { 'content-length': text.length }).end(text);
  if (request.url !== '/health') return answer(PAGES === 'broken' ? 500 : 200, PAGES === 'broken' ? 'sorry' : 'a tiny page');
  if (HEALTH === 'hang') return;
  const disk = HEALTH === 'sick' ? 'fail' : 'pass';
  answer(HEALTH === 'sick' ? 503 : 200, JSON.stringify({ status: disk, checks: { disk: [{ status: disk }] }, seen: API_TOKEN }));
}).listen(PORT);
`;

/** An app whose program is nowhere, and whose folder nobody has built; its build would fail. */
const POOR = `
  name: 'poor',
  folder: 'never-built',
  build: { command: ['/no/such/compiler'], folder: '.' },
  programs: { paths: ['/no/such/program'], remedy: 'apt-get install no-such-program' },
`;

/** How the poor app's scenarios are skipped. */
export const POOR_REASON = 'needs /no/such/program, which is not here; apt-get install no-such-program';

const description = (more: string): string => `
import { defineApp } from '${ROOT}/harness/index.js';

export const { scenario, fault } = defineApp({
  name: 'tiny',
  folder: 'app',
  command: ['node', 'server.cjs'],
  env: { HEALTH: 'ok', PAGES: 'fine', API_TOKEN: '${TOKEN}' },
  port: { setting: 'PORT', instancePort: 80 },
  publicHost: 'tiny.example.com',
  pages: {},
  users: [{ name: 'front page', method: 'GET', path: '/', headers: {} }],
  checks: { disk: {}, queue: {} },
  healthCheck: { target: 'HTTP:80/health', interval: 5, timeout: 2, healthyThreshold: 2, unhealthyThreshold: 2 },
  deadline: '20s',
  settle: '0.2s',
  ${more}
});
`;

/** A project of somebody else: an app of a few lines and scenarios on it, in a folder of its own. */
export class TinyProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'tiny-project-'));
  /** Where runs of the project keep what is theirs, so that other runs on the machine are not looked at. */
  readonly temporary = join(this.folder, 'tmp');

  /** @param more lines of the app's description, added to the tiny app's own or in place of them */
  constructor(more = '') {
    this.write('app/server.cjs', SERVER);
    this.write('scenarios/app.ts', description(more));
    mkdirSync(this.temporary);
    // The app runs as nobody where tests run as root.
    for (const folder of [this.folder, this.temporary]) chmodSync(folder, 0o755);
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }

  /** Scenarios of a second app, which needs a program that is nowhere and is not built; its fault is in a file of it. */
  poorScenarios(...titles: readonly string[]): this {
    this.write('scenarios/poor-app.ts', description(POOR));
    const body = titles.map((title) => `scenario(${JSON.stringify(title)}, { fault: fault.file.remove('settings.ini'), expect: 'rejected', because: 'timeout' });`);
    this.write('scenarios/poor.scenario.ts', `import { fault, scenario } from './poor-app.js';\n${body.join('\n')}\n`);
    return this;
  }

  /** A scenario file; `fault` and `scenario` are at hand in its body. */
  scenarios(name: string, body: string): this {
    this.write(`scenarios/${name}.scenario.ts`, `import { fault, scenario } from './app.js';\n${body}\n`);
    return this;
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
