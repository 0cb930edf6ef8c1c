import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { foreseeSubject } from './foresee.js';
import { draw } from './sample.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canarybed-foresee-'));
  mkdirSync(join(folder, 'views'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const foreseen = (templates: number, seed: number) => {
  for (let index = 0; index < templates; index += 1) writeFileSync(join(folder, `views/${index}.ejs`), '');
  return foreseeSubject({ release: { ...SMALL_RELEASE, folder }, ignore: [], deployment: {}, seed }).learned;
};

test('so many templates are not all broken: the seed draws them, which is said', () => {
  const { templates, leftOut, drawnBy } = foreseen(230, 3);
  expect({ leftOut, drawnBy }).toEqual({ leftOut: ['30 of 230 templates were left out, drawn by seed 3'], drawnBy: 3 });
  const all = Array.from({ length: 230 }, (_, index) => `views/${index}.ejs`);
  expect(templates).toEqual(all.sort((a, b) => draw(3, a) - draw(3, b)).slice(0, 200).sort());
});

test('few are all broken, whatever the seed', () => {
  const { templates, leftOut, drawnBy } = foreseen(2, 3);
  expect({ templates, leftOut, drawnBy }).toEqual({ templates: ['views/0.ejs', 'views/1.ejs'], leftOut: [], drawnBy: undefined });
});
