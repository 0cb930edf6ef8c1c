import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ConfigError } from '../../model/errors.js';
import { isTemplate, namedFiles, templatesBelow } from './release-files.js';

let folder: string;
const put = (...paths: string[]): void => {
  for (const path of paths) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
};
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'canarybed-files-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each(['front.ejs', 'views/a/b.html', 'shop/templates/item.html', 'templates/x.htm', 'mail.txt.erb', 'page.j2', 'list.twig'])('%s is a template', (path) => {
  expect(isTemplate(path)).toBe(true);
});

test.each(['public/index.html', 'views/front.js', 'ejs', 'myviews/front.html', 'views.html'])('%s is none', (path) => {
  expect(isTemplate(path)).toBe(false);
});

test('templates are looked for in the release, not in what it depends on, and through no link', () => {
  put('views/front.ejs', 'node_modules/ejs/page.ejs', 'sub/node_modules/x/views/a.html', 'vendor/views/a.html', '.git/views/a.html', 'server.js', 'shop/templates/item.html');
  symlinkSync(join(folder, 'views'), join(folder, 'other'));
  expect(templatesBelow(folder)).toEqual(['shop/templates/item.html', 'views/front.ejs']);
});

test('folders and files that a description names are taken whole, each file once', () => {
  put('public/a.css', 'public/img/b.png', 'robots.txt', 'server.js');
  expect(namedFiles(folder, 'statics', ['./public/', 'robots.txt', 'public/a.css'])).toEqual(['public/a.css', 'public/img/b.png', 'robots.txt']);
});

test.each(['views', '../outside'])('a name that is not of the release is a mistake: %s', (path) => {
  expect(() => namedFiles(folder, 'templates', [path])).toThrow(new ConfigError(`templates: expected a file or folder of the release, found no ${path} in ${folder}`));
});
