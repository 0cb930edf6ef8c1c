import { lookOf } from './terminal-look.js';

const UTF8 = { TERM: 'xterm-256color', LANG: 'en_GB.UTF-8' };

test.each([
  ['a terminal', true, UTF8, { colour: true, signs: true }],
  ['a terminal of another locale', true, { TERM: 'xterm', LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, { colour: true, signs: false }],
  ['a terminal without colours', true, { ...UTF8, NO_COLOR: '1' }, { colour: false, signs: true }],
  ['an empty NO_COLOR', true, { ...UTF8, NO_COLOR: '' }, { colour: true, signs: true }],
  ['CI=false', true, { ...UTF8, CI: 'false' }, { colour: true, signs: true }],
  ['a CI job', true, { ...UTF8, CI: 'true' }, undefined],
  ['a terminal that cannot move its cursor', true, { ...UTF8, TERM: 'dumb' }, undefined],
  ['a pipe', undefined, UTF8, undefined],
])('%s', (_, isTTY, env, look) => expect(lookOf(isTTY === undefined ? {} : { isTTY }, env)).toEqual(look));
