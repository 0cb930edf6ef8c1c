import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Release } from '../model/release.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { JournalFile } from '../report/journal-file.js';
import { openTestbed } from '../runner/open-testbed.js';
import { APP_IMAGE, describeWithContainers, folderWith, removeFolders } from '../runtime/containers/engine.testing.js';
import { deriveMutants } from './derive.js';
import { bootOnce } from './learn/boot-once.js';
import { learnAlone } from './learn/learn.testing.js';
import { runAudit } from './run-audit.js';
import type { AuditInput } from './settings.js';

const CONTAINERS = { kind: 'containers', why: 'a test' } as const;
const FIXED = 9321;

/** Its page asks another server, and its health check does, too; it writes where it lies, and listens where it is made to. */
const SERVER = `
  const { writeFileSync } = require('node:fs');
  const { connect } = require('node:net');
  const { hostname, port } = new URL(process.env.CACHE_URL);
  require('node:http').createServer((request, answer) => {
    const failed = () => answer.writeHead(503).end('no cache');
    const socket = connect({ host: hostname, port, timeout: 1000 }, () => socket.write('ping'));
    socket.on('error', failed).on('timeout', () => socket.destroy(new Error('timeout'))).once('data', () => {
      socket.destroy();
      if (request.url === '/') writeFileSync('visits.txt', 'one more');
      answer.end('fine');
    });
  }).on('clientError', () => undefined).listen(${FIXED});
  process.on('uncaughtException', (error) => console.error(error.message));
`;

const WANTED = ['dependency-down', 'few-descriptors', 'read-only-disk', 'head-request'];

describeWithContainers('an app in containers', () => {
  const sockets = new Set<Socket>();
  let server: Server;
  const reports = mkdtempSync(join(tmpdir(), 'canarybed-audit-'));

  beforeAll(async () => {
    // On loopback alone, where no container reaches it.
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('data', () => socket.write('pong')).on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
    rmSync(reports, { recursive: true, force: true });
    removeFolders();
  });

  /** A release in place of what the image itself has. */
  const inputOf = (script: string, changes: Partial<Release>): AuditInput => ({
    release: {
      ...SMALL_RELEASE,
      folder: folderWith({ 'start.js': script }),
      image: { name: APP_IMAGE, folder: '/srv/app', overlaid: true },
      command: ['node', 'start.js'],
      env: {},
      users: [{ name: 'front', method: 'GET', path: '/', headers: {} }],
      deadline: '20s',
      ...changes,
    },
    ignore: [],
    deployment: {},
  });

  test('is learned with its own port and the servers of this machine, and is broken as one beside us', async () => {
    const { signal } = new AbortController();
    const input = inputOf(SERVER, {
      env: { CACHE_URL: `redis://127.0.0.1:${(server.address() as AddressInfo).port}/0`, COLOUR: 'red' },
      port: { ...SMALL_RELEASE.port, instancePort: FIXED },
      healthCheck: { ...SMALL_RELEASE.healthCheck, target: `HTTP:${FIXED}/health`, interval: 5, timeout: 2, unhealthyThreshold: 2 },
    });
    const subject = await learnAlone(input, CONTAINERS, signal);
    expect(subject.release.port.fixed).toBe(FIXED);
    expect(subject.learned).toMatchObject({ dependencies: [{ setting: 'CACHE_URL', host: '127.0.0.1' }], healthAsks: ['CACHE_URL'], leftOut: [], node: true });
    // A process in a container is not observed.
    expect(subject.learned.settings.map(({ name, read }) => [name, read])).toEqual([['CACHE_URL', undefined], ['COLOUR', undefined]]);

    const mutants = deriveMutants(subject).filter(({ operator }) => WANTED.includes(operator));
    const { results } = await runAudit(subject, mutants, [], { choice: CONTAINERS, journal: new JournalFile(join(reports, 'journal.jsonl')), signal });
    expect(Object.fromEntries(results.map(({ operator, status }) => [operator, status]))).toEqual({
      'dependency-down': 'killed',
      'few-descriptors': 'harmless',
      'read-only-disk': 'survived',
      'head-request': 'harmless',
    });
  }, 300_000);

  test('is told its port where its command and settings have a place for it', async () => {
    const script = `
      const { argv, env } = process;
      require('node:http').createServer((_, answer) => answer.writeHead(argv[2] === env.TOLD ? 200 : 503).end('fine')).listen(argv[2]);`;
    const { release } = await learnAlone(inputOf(script, { command: ['node', 'start.js', '{port}'], env: { TOLD: '{port}' } }), CONTAINERS, new AbortController().signal);
    expect(release.port.fixed).toBeUndefined();
  });

  test('is refused with what may be wrong where it listens on loopback alone', async () => {
    const testbed = await openTestbed('containers', false);
    try {
      const { release } = inputOf("require('node:http').createServer().listen(process.env.PORT, '127.0.0.1')", {});
      await expect(bootOnce(testbed, release, new AbortController().signal, 3)).rejects.toThrow('(8080), or on loopback alone, which cannot be seen in a container');
    } finally {
      await testbed.close();
    }
  });
});
