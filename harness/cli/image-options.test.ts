import { parseCommand } from './options.js';

const image = (...args: readonly string[]) => parseCommand(['image', ...args], {});

it('image build has defaults for all that it is not told', () => {
  expect(image('build')).toEqual({ name: 'image', action: 'build', app: 'scenarios/app.ts', runtime: 'auto', json: false });
});

it('image takes what its actions need', () => {
  expect(image('build', '--app', 'x.ts', '--runtime', 'containers', '--dockerfile', 'a/Dockerfile', '--context', 'a', '--json')).toEqual({
    name: 'image', action: 'build', app: 'x.ts', runtime: 'containers', dockerfile: 'a/Dockerfile', context: 'a', json: true,
  });
  expect(image('list', '--json')).toMatchObject({ action: 'list', json: true });
  expect(image('remove', 'ami-0123456789abcdef0')).toMatchObject({ action: 'remove', id: 'ami-0123456789abcdef0' });
});

it.each([
  [[], 'image: expected build, list or remove, found ""'],
  [['push'], 'image: expected build, list or remove, found "push"'],
  [['build', 'scenarios/app.ts'], '"image build" takes no "scenarios/app.ts"'],
  [['build', '--title', 'x'], '"image" takes no option --title'],
  [['list', '--app', 'x.ts'], '"image list" takes no option --app'],
  [['remove'], 'image remove: expected the id of an image, such as ami-0123456789abcdef0, found ""'],
  [['remove', 'web'], 'expected the id of an image, such as ami-0123456789abcdef0, found "web"'],
  [['remove', 'ami-0123456789abcdef0', 'ami-0123456789abcdef1'], '"image remove" takes no "ami-0123456789abcdef1"'],
  [['build', '--context', '.'], '--context: expected --dockerfile with it'],
  [['build', '--runtime', 'embedded', '--dockerfile', 'Dockerfile'], '--dockerfile: expected a runtime of containers or auto, found embedded'],
])('image refuses %j and says what it takes', (args, message) => {
  expect(() => image(...args)).toThrow(message);
});
