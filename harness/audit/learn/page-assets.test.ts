import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assetPaths, htmlPages } from './page-assets.js';
import { fileServed } from './static-files.js';

const of = (html: string, path = '/shop/'): string[] => assetPaths([{ path, html }], 'shop.example.com');

test.each([
  ['a stylesheet, with its query', '<link rel="stylesheet" href="/app.css?v=1&amp;w=2">', ['/app.css?v=1&w=2']],
  ['an icon beside the page', `<link href='icon.png' rel='shortcut icon'>`, ['/shop/icon.png']],
  ['a script', '<script async data-x="a > b" src=../app.js></script>', ['/app.js']],
  ['an image by its whole address', '<IMG alt="" SRC="https://shop.example.com/a.png#x"/>', ['/a.png']],
  ['each once', '<img src="/a.png"><img src="/a.png">', ['/a.png']],
])('a page refers to %s', (_what, html, paths) => {
  expect(of(html)).toEqual(paths);
});

test.each([
  ['another host', '<script src="https://cdn.example.net/app.js"></script><script src="//cdn.example.net/a.js"></script>'],
  ['data of its own', '<img src="data:image/png;base64,AAAA">'],
  ['another page', '<link rel="canonical" href="/shop"><a href="/other">'],
  ['nothing', '<script>const src = "/x.js"</script><img src="">'],
  ['what is commented out', '<!-- <img src="/old.png"> -->'],
])('is not asked for: %s', (_what, html) => {
  expect(of(html)).toEqual([]);
});

test('pages are what users got as HTML by GET', () => {
  const request = (name: string, method: 'GET' | 'POST' = 'GET') => ({ name, method, path: `/${name}`, headers: {} });
  const answer = (name: string, status: number, contentType: string) => ({ request: name, status, contentType, body: name, tookMs: 1 });
  const users = [request('front'), request('order', 'POST'), request('api'), request('gone')];
  const answers = [answer('front', 200, 'text/html; charset=utf-8'), answer('order', 200, 'text/html'), answer('api', 200, 'application/json'), answer('gone', 404, 'text/html')];
  expect(htmlPages(users, answers)).toEqual([{ path: '/front', html: 'front' }]);
});

describe('the file behind an asset or a page', () => {
  const files = { 'public/app.css': 'body {}', 'old/app.css': 'p {}', 'copy/css/app.css': 'body {}', 'img/a.png': 'picture', 'server.js': 'x', 'public/index.html': '<h1>', 'public/about.html': '<h2>' };
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'canarybed-static-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const served = (path: string, body: string, contentType?: string) => fileServed(folder, Object.keys(files), { path, body, contentType });

  test.each<[string, string, string, string | undefined, string | undefined]>([
    ['has its name and its content', '/app.css?v=5', 'p {}', 'old/app.css', undefined],
    ['is of several that whose path is most alike', '/static/css/app.css', 'body {}', 'copy/css/app.css', undefined],
    ['has another name where its content is the same', '/assets/a.3f2d.png', 'picture', 'img/a.png', undefined],
    ['is none where the content differs', '/app.css', 'made by the server', undefined, undefined],
    ['is none of another kind', '/picture.gif', 'picture', undefined, undefined],
    ['is none where the answer is empty', '/app.css', '', undefined, undefined],
    ['is a page that has no name in its address', '/', '<h1>', 'public/index.html', 'text/html'],
    ['is a page whose address leaves its kind out', '/about', '<h2>', 'public/about.html', 'text/html; charset=utf-8'],
    ['is no page where something else comes', '/about', '<h2>', undefined, 'text/plain'],
  ])('%s', (_what, path, body, file, contentType) => {
    expect(served(path, body, contentType)).toBe(file);
  });
});
