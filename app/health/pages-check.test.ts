import express from 'express';
import type { Express } from 'express';
import { withinDeadline } from './deadline.js';
import { pagesCheck } from './pages-check.js';
import type { PagesCheckParts } from './pages-check.js';

interface Pages {
  readonly front?: express.RequestHandler;
  readonly item?: express.RequestHandler;
  readonly anySlug?: PagesCheckParts['anySlug'];
  readonly whole?: boolean;
}

const fine: express.RequestHandler = (_request, response) => void response.send('<h1>fine</h1>');

function appOf({ front = fine, item = fine }: Pages, asked: string[]): Express {
  const app = express();
  app.use((request, _response, next) => {
    asked.push(request.originalUrl);
    next();
  });
  app.get('/', front);
  app.get('/items/:slug', item);
  return app;
}

async function failureOf(pages: Pages, asked: string[] = [], deadlineMs = 30_000): Promise<string | undefined> {
  const { anySlug = async () => 'tea-tin', whole = false } = pages;
  const check = pagesCheck({ handler: appOf(pages, asked), host: 'shop.example', anySlug, whole });
  return withinDeadline(deadlineMs, (signal) => check.run(signal)).then(() => undefined, (error: Error) => error.message);
}

test('the front page and the page of an item are asked for', async () => {
  const asked: string[] = [];
  expect(await failureOf({ anySlug: async () => 'tea/tin?' }, asked)).toBeUndefined();
  expect(asked.sort()).toEqual(['/', '/items/tea%2Ftin%3F']);
});

test('a shop without items has a front page to ask for', async () => {
  const asked: string[] = [];
  expect(await failureOf({ anySlug: async () => undefined }, asked)).toBeUndefined();
  expect(asked).toEqual(['/']);
});

test.each<[string, Pages, string]>([
  ['a front page that fails', { front: (_request, response) => void response.status(502).send('x') }, 'GET / answered 502'],
  ['a page of an item that is not found', { item: (_request, response) => void response.status(404).send('x') }, 'GET /items/tea-tin answered 404'],
  ['a redirect', { front: (_request, response) => void response.redirect('/login') }, 'GET / answered 302'],
  ['an empty page', { front: (_request, response) => void response.send('') }, 'GET / answered 200 with an empty body'],
  ['a blank page', { item: (_request, response) => void response.send(' \n\t ') }, 'GET /items/tea-tin answered 200 with an empty body'],
  ['items that cannot be read', { anySlug: () => Promise.reject(Object.assign(new Error('no table'), { code: '42P01' })) }, 'finding an item failed: no table (42P01)'],
])('%s fails the check', async (_, pages, message) => expect(await failureOf(pages)).toBe(message));

test('all failures are told', async () => {
  const broken: express.RequestHandler = (_request, response) => void response.status(500).send('x');
  expect(await failureOf({ front: broken, item: broken })).toBe('GET / answered 500; GET /items/tea-tin answered 500');
});

test('a page that does not end fails the check at its deadline', async () => {
  expect(await failureOf({ front: () => undefined }, [], 20)).toBe('no answer within 20 ms');
  expect(await failureOf({ item: (_request, response) => void response.write('half') }, [], 20)).toBe('no answer within 20 ms');
});

describe('where pages must be whole', () => {
  const page = (main: string) => `<!doctype html><link rel="stylesheet" href="/assets/shop.css"><main>${main}</main></html>`;
  const sends = (html: string): express.RequestHandler => (_request, response) => void response.send(html);
  const front = sends(page('shelves'));
  const item = sends(page('<form action="/orders">'));

  test('those with their frame and the form of an order pass', async () => expect(await failureOf({ front, item, whole: true })).toBeUndefined());

  test.each<[string, Pages, string]>([
    ['a page without its frame', { front: sends('<p>lorem ipsum</p></main></html>'), item }, 'GET / answered a page without <!doctype html>, rel="stylesheet", <main>'],
    ['a page that breaks off', { front: sends(page('').replace('</html>', '')), item }, 'GET / answered a page without </html>'],
    ['an item that cannot be ordered', { front, item: sends(page('kettle')) }, 'GET /items/tea-tin answered a page without action="/orders"'],
  ])('%s fails the check', async (_, pages, message) => expect(await failureOf({ ...pages, whole: true })).toBe(message));
});
