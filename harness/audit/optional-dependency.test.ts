import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MutantResult } from '../model/audit.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { JournalFile } from '../report/journal-file.js';
import { deriveMutants } from './derive.js';
import { runAudit } from './run-audit.js';

/** Its page asks another server; its health check does where it is told to. */
const SERVER = `
  const { connect } = require('node:net');
  const { hostname, port } = new URL(process.env.CACHE_URL);
  require('node:http').createServer((request, answer) => {
    if (request.url === '/health' && process.env.HEALTH !== 'deep') return answer.end('fine');
    const socket = connect({ host: hostname, port, timeout: 1000 }, () => socket.write('ping'));
    socket.on('error', () => answer.writeHead(503).end('no cache')).on('timeout', () => socket.destroy(new Error('timeout'))).once('data', () => {
      socket.destroy();
      answer.end('fine');
    });
  }).listen(process.env.PORT);
`;

const folder = mkdtempSync(join(tmpdir(), 'canarybed-optional-'));
const reports = mkdtempSync(join(tmpdir(), 'canarybed-audit-'));
const sockets = new Set<Socket>();
let server: Server;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'server.cjs'), SERVER);
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', () => socket.write('pong')).on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.close();
  for (const socket of sockets) socket.destroy();
  for (const each of [folder, reports]) rmSync(each, { recursive: true, force: true });
});

async function auditWith(health: string): Promise<MutantResult | undefined> {
  const { port } = server.address() as AddressInfo;
  const subject = {
    release: {
      ...SMALL_RELEASE, folder, command: ['node', 'server.cjs'], env: { CACHE_URL: `redis://127.0.0.1:${port}/0`, HEALTH: health },
      dependencies: [{ setting: 'CACHE_URL', optional: true }], users: [{ name: 'front', method: 'GET' as const, path: '/', headers: {} }],
      healthCheck: { ...SMALL_RELEASE.healthCheck, interval: 5, timeout: 2, unhealthyThreshold: 2 }, deadline: '20s' as const, settle: '0.2s' as const,
    },
    learned: {
      settings: [], migrations: [], templates: [], statics: [], tables: [], healthAsks: [], node: true,
      dependencies: [{ setting: 'CACHE_URL', host: '127.0.0.1', port, optional: true }],
    },
  };
  const mutants = deriveMutants(subject).filter(({ operator }) => operator === 'dependency-down-at-boot');
  const { results } = await runAudit(subject, mutants, [], {
    choice: { kind: 'embedded', why: 'a test' }, journal: new JournalFile(join(reports, `${health}.jsonl`)), signal: new AbortController().signal,
  });
  return results[0];
}

test.each([
  ['shallow', 'survived', true],
  ['deep', 'killed', false],
])('a server that is called optional and is not is told by a %s check: %s', async (health, status, advised) => {
  const result = await auditWith(health);
  expect(result).toMatchObject({ id: 'dependency-down-at-boot:CACHE_URL', status, harm: 'hurt', optional: true });
  expect(result?.detail).toMatch(/; the description calls it optional, though users were hurt without it$/);
  expect(result?.advice?.includes('The description calls this server optional') ?? false).toBe(advised);
}, 300_000);
