import type { RequestListener } from 'node:http';
import express from 'express';
import { until } from '../until.testing.js';
import { isInProcess, keepError, requestInProcess } from './in-process-request.js';

const ask = (handler: RequestListener, signal = new AbortController().signal) =>
  requestInProcess(handler, { path: '/items/mug?x=1', host: 'shop.example', signal });

test('the handler sees a GET of a visitor who came by https', async () => {
  const { body } = await ask((request, response) => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, headers }));
  });
  expect(JSON.parse(body)).toEqual({ method: 'GET', url: '/items/mug?x=1', headers: { host: 'shop.example', 'x-forwarded-proto': 'https' } });
});

test('status and body come back whole, however they were written', async () => {
  const body = 'é☕'.repeat(50_000);
  const answer = await ask((_request, response) => {
    response.writeHead(503, { 'content-type': 'text/plain' });
    for (let at = 0; at < body.length; at += 7001) response.write(body.slice(at, at + 7001));
    response.end();
  });
  expect(answer.status).toBe(503);
  expect(answer.body === body).toBe(true);
});

test('an empty answer has an empty body', async () => {
  expect(await ask((_request, response) => void response.writeHead(204).end())).toEqual({ status: 204, body: '' });
});

test('Express answers as it does over the network', async () => {
  const app = express();
  app.get('/items/:slug', (request, response) => void response.send(`item ${request.params.slug}`));
  expect(await ask(app)).toEqual({ status: 200, body: 'item mug' });
});

test('an error that was kept comes back with the answer', async () => {
  const error = new Error('why');
  const answer = await ask((request, response) => {
    expect([isInProcess(request), keepError(request, error)]).toEqual([true, true]);
    response.writeHead(500).end('broken');
  });
  expect(answer).toEqual({ status: 500, body: 'broken', error });
});

test('an answer that never comes is given up with the reason of the signal', async () => {
  const controller = new AbortController();
  const reason = new Error('too late');
  let gone = false;
  const answer = ask((_request, response) => void response.once('close', () => (gone = true)), controller.signal);
  controller.abort(reason);
  await expect(answer).rejects.toBe(reason);
  await until(() => gone, 'the handler sees its connection close');
});

test('a handler that answers after it was given up does no harm', async () => {
  const controller = new AbortController();
  let late: () => void = () => undefined;
  const answer = ask((_request, response) => {
    late = () => response.writeHead(200).end('late');
  }, controller.signal);
  controller.abort(new Error('too late'));
  await expect(answer).rejects.toThrow('too late');
  expect(late).not.toThrow();
  await new Promise(setImmediate);
});

test('nothing is asked when the signal was aborted before', async () => {
  let asked = false;
  await expect(ask(() => void (asked = true), AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  expect(asked).toBe(false);
});
