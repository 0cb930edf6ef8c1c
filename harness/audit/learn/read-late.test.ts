import { isPassedOn, readLateOf, type ReadParts } from './read-late.js';

const FOUND = { templates: ['a.ejs', 'both.svg'], statics: ['a.css', 'a.js', 'both.svg'] };
const parts = (reads: Partial<Record<keyof ReadParts, readonly string[]>>): ReadParts => ({
  byStart: new Set(reads.byStart), byPages: new Set(reads.byPages), byFetching: new Set(reads.byFetching), byHealth: new Set(reads.byHealth),
});

test.each<[string, Partial<Record<keyof ReadParts, readonly string[]>>, readonly string[], readonly string[]]>([
  ['nothing that was never read', {}, [], []],
  ['a template that a page reads', { byPages: ['a.ejs'] }, ['a.ejs'], []],
  ['nothing that the start reads, too', { byStart: ['a.ejs', 'a.css'], byPages: ['a.ejs'], byFetching: ['a.css'] }, [], []],
  ['a sheet that is fetched', { byFetching: ['a.css'] }, ['a.css'], ['a.css']],
  ['no sheet that a page reads as fetched alone', { byPages: ['a.css'], byFetching: ['a.css'] }, ['a.css'], []],
  ['no sheet that the health check reads as fetched alone', { byFetching: ['a.css'], byHealth: ['a.css'] }, ['a.css'], []],
  ['no script and no template as fetched alone', { byFetching: ['a.js', 'both.svg'] }, ['a.js', 'both.svg'], []],
  ['no file that is neither', { byPages: ['server.js'], byFetching: ['server.js'] }, [], []],
])('read late is %s', (_, reads, onceOpen, whenFetched) => expect(readLateOf(parts(reads), FOUND)).toEqual({ onceOpen, whenFetched }));

test('scripts and data are not passed on alone', () => {
  expect(['a.css', 'x/b.SVG', 'c.woff2', 'd.js', 'e.json', 'f.html', 'g.webmanifest', 'css'].filter(isPassedOn)).toEqual(['a.css', 'x/b.SVG', 'c.woff2']);
});
