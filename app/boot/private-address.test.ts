import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../config.js';
import { ENOUGH, loggersInto, NO_DATABASE } from '../shop.testing.js';
import type { Line } from '../shop.testing.js';
import { privateAddress } from './private-address.js';

let lines: Line[];
beforeEach(() => (lines = []));

const addressBy = (variables: Record<string, string>): Promise<string | undefined> =>
  privateAddress(loadSettings({ ...ENOUGH, DATABASE_URL: NO_DATABASE, ...variables }, '/nowhere').privateAddress, loggersInto(lines).log);

const expectWarning = (reason: RegExp): void => {
  expect(lines).toEqual([expect.objectContaining({ level: 40, msg: 'the private address is unknown: requests to it will be refused' })]);
  expect(JSON.stringify(lines[0]?.['err'])).toMatch(reason);
};

test('none is asked for unless the settings say from where', async () => {
  expect(await addressBy({})).toBeUndefined();
  expect(lines).toEqual([]);
});

describe('a file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shop-address-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const holding = (text: string): Promise<string | undefined> => {
    const file = join(folder, 'address');
    writeFileSync(file, text);
    return addressBy({ PRIVATE_ADDRESS_FROM: 'file', PRIVATE_ADDRESS_FILE: file });
  };

  test.each([['10.0.1.23\n', '10.0.1.23'], ['fd00::7', '[fd00::7]']])('with %j gives %j', async (text, address) => {
    expect(await holding(text)).toBe(address);
    expect(lines).toEqual([]);
  });

  test.each([['shop.example', /expected an IP address, found \\"shop.example\\"/], ['', /is empty/], ['10.0.1.300', /expected an IP address/]])(
    'with %j gives none, and a warning',
    async (text, reason) => {
      expect(await holding(text)).toBeUndefined();
      expectWarning(reason);
    },
  );

  test('that is not there gives none, and a warning', async () => {
    expect(await addressBy({ PRIVATE_ADDRESS_FROM: 'file', PRIVATE_ADDRESS_FILE: join(folder, 'absent') })).toBeUndefined();
    expectWarning(/absent does not exist/);
  });
});

describe('the metadata service', () => {
  let server: Server | undefined;
  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
    server = undefined;
  });

  async function askAt(answer: RequestListener): Promise<string | undefined> {
    server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return addressBy({ PRIVATE_ADDRESS_FROM: 'metadata', AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint });
  }

  test('at the endpoint of the standard variable is asked with a token', async () => {
    const asked: unknown[] = [];
    const address = await askAt(({ method, url, headers }, response) => {
      asked.push([method, url, headers['x-aws-ec2-metadata-token']]);
      response.end(method === 'PUT' ? 'a-token' : '10.0.1.23\n');
    });
    expect(address).toBe('10.0.1.23');
    expect(asked).toEqual([['PUT', '/latest/api/token', undefined], ['GET', '/latest/meta-data/local-ipv4', 'a-token']]);
    expect(lines).toEqual([]);
  });

  test('that gives something else gives none, and a warning with no more than its beginning', async () => {
    expect(await askAt(({ method }, response) => void response.end(method === 'PUT' ? 'a-token' : `<html>${'x'.repeat(500)}`))).toBeUndefined();
    expectWarning(/expected an IP address, found \\"<html>x{54}\\"/);
  });

  test('that has no address gives none, and a warning', async () => {
    expect(await askAt(({ method }, response) => void response.writeHead(method === 'PUT' ? 200 : 404).end('a-token'))).toBeUndefined();
    expectWarning(/404/);
  });

  test('that never answers is given up', async () => {
    expect(await askAt(() => undefined)).toBeUndefined();
    expectWarning(/./);
  });

  test('that is not there gives none, and a warning', async () => {
    expect(await addressBy({ PRIVATE_ADDRESS_FROM: 'metadata', AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:1' })).toBeUndefined();
    expectWarning(/ECONNREFUSED/);
  });
});
