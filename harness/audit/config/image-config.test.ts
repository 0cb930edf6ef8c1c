import { imageFacts } from '../../runtime/containers/inspect-image.js';
import { healthPathIn } from './health-path-in.js';
import { withImageFacts } from './image-config.js';

const FACTS = imageFacts({
  Entrypoint: ['docker-entrypoint.sh'],
  Cmd: ['node', 'server.js'],
  Env: ['PATH=/usr/bin', 'NODE_VERSION=20.1.0', 'GREETING=a=b'],
  ExposedPorts: { '9090/udp': {}, '8443/tcp': {}, '3000/tcp': {} },
  WorkingDir: '/opt/web',
  Healthcheck: { Test: ['CMD-SHELL', 'curl -f http://localhost:3000/healthz || exit 1'] },
});

test('what a configuration leaves out, the image says', () => {
  expect(withImageFacts({ image: 'web:1' }, FACTS)).toEqual({
    image: { name: 'web:1', folder: '/opt/web' },
    command: ['docker-entrypoint.sh', 'node', 'server.js'],
    env: { GREETING: 'a=b' },
    port: 3000,
    fixedPort: true,
    health: '/healthz',
  });
});

test('what a configuration says, the image does not', () => {
  const config = { image: { name: 'web:1', folder: '/srv' }, command: 'node other.js', env: { GREETING: 'x', A: 1 }, port: 80, health: '/up' };
  expect(withImageFacts(config, FACTS)).toEqual(config);
  expect(withImageFacts({ image: 'web:1', healthCheck: { target: 'TCP:81' }, command: undefined }, FACTS)).toMatchObject({ healthCheck: { target: 'TCP:81' }, command: ['docker-entrypoint.sh', 'node', 'server.js'] });
  expect(withImageFacts({ image: 'web:1', healthCheck: { target: 'TCP:81' } }, FACTS)).not.toHaveProperty('health');
});

test('the port is told to an image that has a setting for it', () => {
  expect(withImageFacts({ image: 'web:1', portSetting: 'HTTP_PORT' }, FACTS)).not.toHaveProperty('fixedPort');
  expect(withImageFacts({ image: 'web:1', env: { PORT: '3000' } }, FACTS)).not.toHaveProperty('fixedPort');
});

test('an image that says nothing adds nothing, and must have a folder', () => {
  const bare = imageFacts({ Cmd: null, Env: null, WorkingDir: '/' });
  expect(withImageFacts({ image: { name: 'web:1', folder: '/srv' }, command: 'x' }, bare)).toEqual({ image: { name: 'web:1', folder: '/srv' }, command: 'x', env: {} });
  expect(() => withImageFacts({ image: 'web:1', command: 'x' }, bare)).toThrow('image web:1 has no working folder; give image.folder');
});

test.each([
  ['curl -f http://localhost:3000/health || exit 1', '/health'],
  ['CMD wget -qO- "http://127.0.0.1/up?a=1"', '/up?a=1'],
  ["node -e \"fetch('http://localhost:'+process.env.PORT+'/health')\"", undefined],
  ['curl http://localhost:$PORT/ready;', '/ready'],
  ['curl https://0.0.0.0:8443', '/'],
  ['curl http://[::1]:80/a/b', '/a/b'],
  ['curl http://example.com/health', undefined],
  ['pg_isready', undefined],
])('%s asks for %s', (command, path) => expect(healthPathIn(command)).toBe(path));
