import { ConfigError } from '../model/errors.js';
import { parseCommand, USAGE } from './options.js';

describe('what a command line asks for', () => {
  const RUN = { name: 'run', files: [], runtime: 'auto', pace: 'fast', keep: false, watch: true };

  test.each([
    ['run', RUN],
    ['run one.scenario.ts two', { ...RUN, files: ['one.scenario.ts', 'two'] }],
    ['run -t disk', { ...RUN, title: 'disk' }],
    ['run --title=disk', { ...RUN, title: 'disk' }],
    ['run --pace realtime', { ...RUN, pace: 'realtime' }],
    ['run --runtime containers', { ...RUN, runtime: 'containers' }],
    ['run --keep --no-watch', { ...RUN, keep: true, watch: false }],
    ['list', { name: 'list', files: [], json: false }],
    ['list process --json -t end', { name: 'list', files: ['process'], title: 'end', json: true }],
    ['explain a good release', { name: 'explain', title: 'a good release' }],
    ['doctor', { name: 'doctor', runtime: 'auto' }],
    ['doctor --runtime embedded', { name: 'doctor', runtime: 'embedded' }],
    ['help', { name: 'help' }],
    ['run --help', { name: 'help' }],
    ['-h', { name: 'help' }],
    ['', { name: 'help' }],
    ['--version', { name: 'version' }],
  ])('canarybed %s', (line, command) => {
    expect(parseCommand(line.split(' ').filter(Boolean), {})).toEqual(command);
  });

  test('the variable names the runtime where no option does', () => {
    const env = { CANARYBED_RUNTIME: 'embedded' };
    expect(parseCommand(['run'], env)).toMatchObject({ runtime: 'embedded' });
    expect(parseCommand(['run', '--runtime', 'containers'], env)).toMatchObject({ runtime: 'containers' });
    expect(parseCommand(['doctor'], env)).toMatchObject({ runtime: 'embedded' });
  });
});

describe('what is refused, in a sentence that says what is right', () => {
  test.each([
    ['roll', /expected one of the commands run, list, explain, doctor, found "roll"; see canarybed --help/],
    ['run --fast', /--fast.*see canarybed --help/],
    ['run -x', /-x.*see canarybed --help/],
    ['run --json', /"run" takes no option --json/],
    ['list --keep', /"list" takes no option --keep/],
    ['explain --pace fast title', /"explain" takes no option --pace/],
    ['explain', /expected the title of a scenario; "canarybed list" shows them/],
    ['doctor -t disk', /"doctor" takes no option --title/],
    ['run --pace slow', /--pace: expected fast or realtime, found "slow"/],
    ['run --runtime podman', /--runtime: expected auto, containers or embedded, found "podman"/],
    ['run -t', /-t.*see canarybed --help/],
    ['run --keep=yes', /--keep.*see canarybed --help/],
  ])('canarybed %s', (line, message) => {
    const parse = () => parseCommand(line.split(' '), {});
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(message);
  });

  test('a variable that names no runtime, even where a file is all that was asked for', () => {
    expect(() => parseCommand(['run', 'one'], { CANARYBED_RUNTIME: 'vm' })).toThrow(/CANARYBED_RUNTIME: expected auto, containers or embedded, found "vm"/);
  });

  test('nothing of it concerns commands that boot nothing', () => {
    expect(parseCommand(['list'], { CANARYBED_RUNTIME: 'vm' })).toMatchObject({ name: 'list' });
  });
});

test('the usage names every command and option that is taken', () => {
  for (const word of ['run', 'list', 'explain', 'doctor', '--runtime', '--pace', '--keep', '--no-watch', '--json', '-t']) {
    expect(USAGE).toContain(word);
  }
});
