import { bothOf, touchedBy, touchesNothing, type RunMap } from './touched.js';

const MAP: RunMap = {
  files: [
    { file: '/p/scenarios/a.scenario.ts', imports: ['/p/scenarios/app.ts', '/p/scenarios/shared.ts'] },
    { file: '/p/scenarios/b.scenario.ts', imports: ['/p/scenarios/app.ts'] },
    { file: '/p/other/c.scenario.ts', imports: ['/p/other/app.ts'] },
  ],
  apps: [
    { name: 'shop', folders: ['/p/shop'], built: ['/p/shop/dist'] },
    { name: 'whole', folders: ['/p/other'], built: [] },
  ],
};

test.each<[string, string[], string[], string[]]>([
  ['a scenario file: its own scenarios', ['/p/scenarios/a.scenario.ts'], ['/p/scenarios/a.scenario.ts'], []],
  ['a file that one imports: that one', ['/p/scenarios/shared.ts'], ['/p/scenarios/a.scenario.ts'], []],
  ['a file that several import: them all', ['/p/scenarios/app.ts'], ['/p/scenarios/a.scenario.ts', '/p/scenarios/b.scenario.ts'], []],
  ['a source of an app: its scenarios', ['/p/shop/views/front.ejs'], [], ['shop']],
  ['what a build writes: nothing', ['/p/shop/dist/main.js'], [], []],
  ['a neighbour whose name begins the same: nothing', ['/p/shop-old/main.js'], [], []],
  ['a scenario file in the folder of its app: its own scenarios alone', ['/p/other/c.scenario.ts'], ['/p/other/c.scenario.ts'], []],
  ['an import in the folder of its app: both', ['/p/other/app.ts'], ['/p/other/c.scenario.ts'], ['whole']],
  ['several at once: all that they touch', ['/p/scenarios/b.scenario.ts', '/p/shop/a.js'], ['/p/scenarios/b.scenario.ts'], ['shop']],
])('saving %s', (_, saved, files, apps) => {
  const touched = touchedBy(saved, MAP);
  expect(touched).toEqual({ files, apps });
  expect(touchesNothing(touched)).toBe(files.length + apps.length === 0);
});

test('both of two have what either has, once', () => {
  expect(bothOf({ files: ['a', 'b'], apps: [] }, { files: ['b', 'c'], apps: ['shop'] })).toEqual({ files: ['a', 'b', 'c'], apps: ['shop'] });
});
