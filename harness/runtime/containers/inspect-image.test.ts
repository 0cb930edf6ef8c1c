import { execFileSync } from 'node:child_process';
import { APP_IMAGE, describeWithContainers, POSTGRES_IMAGE } from './engine.testing.js';
import { imageFacts, imageId, inspectImage } from './inspect-image.js';

test('what an image says of its app is put together', () => {
  const said = { Entrypoint: ['/init'], Cmd: ['web'], Env: ['A=b=c', 'B='], ExposedPorts: { '8080': {}, '80/tcp': {}, '53/udp': {} }, WorkingDir: '/srv', Healthcheck: { Test: ['CMD', 'curl', 'localhost'] } };
  expect(imageFacts(said)).toEqual({ command: ['/init', 'web'], env: { A: 'b=c', B: '' }, ports: [80, 8080], folder: '/srv', healthCheck: ['CMD', 'curl', 'localhost'] });
});

test.each([[{}], [{ Entrypoint: null, Cmd: null, Env: null, ExposedPorts: null, WorkingDir: '/', Healthcheck: null }]])('an image that says nothing: %j', (said) => {
  expect(imageFacts(said)).toEqual({ command: [], env: {}, ports: [], healthCheck: [] });
});

describeWithContainers('an image of the engine', () => {
  it('is looked at', async () => {
    expect(await inspectImage(APP_IMAGE)).toMatchObject({ command: ['node', 'start.js'], folder: '/srv/app', env: { PATH: expect.any(String) as unknown } });
  });

  it('is known by its id, which changes when its name is given to another', async () => {
    const name = `canarybed-renamed-${process.pid}:local`;
    const ids: string[] = [];
    try {
      for (const image of [APP_IMAGE, APP_IMAGE, POSTGRES_IMAGE]) {
        execFileSync('docker', ['tag', image, name]);
        ids.push(await imageId(name));
      }
    } finally {
      execFileSync('docker', ['rmi', name]);
    }
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('is missing where it was not built', async () => {
    await expect(inspectImage('canarybed-none:local')).rejects.toThrow('image canarybed-none:local is missing');
  });
});
