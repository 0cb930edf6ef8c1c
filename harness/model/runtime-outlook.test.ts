import { outlookIn, runsEmbedded, tellOutlook, type RuntimeOutlook } from './runtime-outlook.js';

const image = { name: 'shop:local', folder: '/srv/app' };
const outlook = (kind: RuntimeOutlook['kind'], ...images: string[]): RuntimeOutlook => ({ kind, images, programsRequired: false });

test('what one process is told another one reads', () => {
  const env: NodeJS.ProcessEnv = { CANARYBED_RUNTIME: 'containers' };
  tellOutlook(env, outlook('either', 'shop:local'));
  expect(outlookIn(env)).toEqual(outlook('either', 'shop:local'));
});

test.each([
  [{}, 'embedded', false],
  [{ CANARYBED_RUNTIME: 'auto', CANARYBED_REQUIRE_PROGRAMS: '1' }, 'embedded', true],
  [{ CANARYBED_RUNTIME: 'containers', CANARYBED_REQUIRE_PROGRAMS: '0' }, 'containers', false],
])('where nobody has looked, %j stands for %s', (env, kind, programsRequired) => {
  expect(outlookIn(env)).toEqual({ kind, images: [], programsRequired });
});

test.each<[string, RuntimeOutlook, { image?: typeof image }, boolean]>([
  ['embedded was chosen', outlook('embedded', 'shop:local'), { image }, true],
  ['containers were chosen', outlook('containers'), {}, false],
  ['the engine has its image', outlook('either', 'shop:local'), { image }, false],
  ['the engine has its image by the tag that is left out', outlook('either', 'shop:latest'), { image: { ...image, name: 'shop' } }, false],
  ['the engine has only others', outlook('either', 'other:local'), { image }, true],
  ['it has no image', outlook('either', 'other:local'), {}, true],
])('where %s an app is booted embedded or not', (_, given, app, embedded) => {
  expect(runsEmbedded(given, app)).toBe(embedded);
});
