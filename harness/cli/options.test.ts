import { ConfigError } from '../model/errors.js';
import { parseCommand, USAGE, type Command } from './options.js';

const RUN = { name: 'run', files: [], runtime: 'auto', pace: 'fast', keep: false, watch: true, retries: 0, onSave: false } as const;

const parse = (line: string, env: NodeJS.ProcessEnv = {}): Command => parseCommand(line.split(' ').filter(Boolean), env);

test.each<[string, Command]>([
  ['', { name: 'help' }],
  ['help', { name: 'help' }],
  ['--help', { name: 'help' }],
  ['run -h', { name: 'help' }],
  ['--version', { name: 'version' }],
  ['run', RUN],
  ['run scenarios/a.scenario.ts database', { ...RUN, files: ['scenarios/a.scenario.ts', 'database'] }],
  ['run -t blank', { ...RUN, title: 'blank' }],
  ['run --title=blank pages', { ...RUN, title: 'blank', files: ['pages'] }],
  ['run --pace realtime --runtime embedded --keep --no-watch', { ...RUN, pace: 'realtime', runtime: 'embedded', keep: true, watch: false }],
  ['run --reporter junit --reporter markdown=a.md,github', { ...RUN, reporters: [{ name: 'junit' }, { name: 'markdown', path: 'a.md' }, { name: 'github' }] }],
  ['run --watch', { ...RUN, onSave: true }],
  ['run --watch --no-watch', { ...RUN, onSave: true, watch: false }],
  ['run --retries 2', { ...RUN, retries: 2 }],
  ['run --shard 2/3', { ...RUN, shard: { index: 2, count: 3 } }],
  ['list', { name: 'list', files: [], json: false }],
  ['report', { name: 'report', what: 'rebuild', files: ['reports'], output: 'reports' }],
  ['report a.jsonl shards --output merged', { name: 'report', what: 'rebuild', files: ['a.jsonl', 'shards'], output: 'merged' }],
  ['report --compare before.json after.json', { name: 'report', what: 'compare', before: 'before.json', after: 'after.json' }],
  ['show', { name: 'show', folder: 'reports', host: '127.0.0.1', port: 0 }],
  ['show merged --host ::1 --port 8080', { name: 'show', folder: 'merged', host: '::1', port: 8080 }],
  ['list database -t down --json', { name: 'list', files: ['database'], title: 'down', json: true }],
  [
    'rollout --old v1 --new . --runtime embedded',
    {
      name: 'rollout',
      old: 'v1',
      new: '.',
      app: 'scenarios/app.ts',
      policy: 'capacity-wait',
      oldInstances: 2,
      instances: 2,
      bake: '1m',
      runtime: 'embedded',
      pace: 'fast',
      watch: true,
    },
  ],
  [
    'rollout --old a --new b --app x.ts --policy all-at-once --old-instances 1 --instances 10 --bake 5s --deadline 9m --balancer network --no-watch',
    {
      name: 'rollout',
      old: 'a',
      new: 'b',
      app: 'x.ts',
      policy: 'all-at-once',
      oldInstances: 1,
      instances: 10,
      bake: '5s',
      deadline: '9m',
      balancer: 'network',
      runtime: 'auto',
      pace: 'fast',
      watch: false,
    },
  ],
  ['explain a page is blank', { name: 'explain', title: 'a page is blank' }],
  ['doctor', { name: 'doctor', files: [], runtime: 'auto' }],
  ['doctor --runtime containers', { name: 'doctor', files: [], runtime: 'containers' }],
])('"canarybed %s" is understood', (line, command) => expect(parse(line)).toEqual(command));

test('the runtime of the environment holds where no option says otherwise', () => {
  expect(parse('run', { CANARYBED_RUNTIME: 'embedded' })).toEqual({ ...RUN, runtime: 'embedded' });
  expect(parse('run --runtime containers', { CANARYBED_RUNTIME: 'embedded' })).toEqual({ ...RUN, runtime: 'containers' });
});

test('the retries of the environment hold where no option says otherwise, and where nothing is kept up', () => {
  const env = { CANARYBED_RETRIES: '2' };
  expect(parse('run', env)).toEqual({ ...RUN, retries: 2 });
  expect(parse('run --retries 0', env)).toEqual(RUN);
  expect(parse('run --keep', env)).toEqual({ ...RUN, keep: true });
});

test.each<[string, NodeJS.ProcessEnv, string]>([
  ['show a b', {}, 'show: expected one folder, found a and b'],
  ['show --port x', {}, '--port: expected a whole number from 0 to 65535, found "x"'],
  ['roll', {}, 'expected one of the commands run, rollout, audit, serve, image, list, explain, init, report, show, doctor, found "roll"; see canarybed --help'],
  ['constructor', {}, 'found "constructor"'],
  ['toString --json', {}, 'found "toString"'],
  ['rollout --new .', {}, 'rollout: expected --old and --new, a folder, a git ref or an image each'],
  ['rollout --old a --new b --policy blue-green', {}, '--policy: expected capacity-wait, instance-refresh or all-at-once, found "blue-green"'],
  ['rollout --old a --new b --instances 0', {}, '--instances: expected a number from 1 to 10, found "0"'],
  ['rollout --old a --new b --old-instances many', {}, '--old-instances: expected a number from 1 to 10, found "many"'],
  ['rollout --old a --new b --balancer gateway', {}, '--balancer: expected classic, application or network, found "gateway"'],
  ['report --compare before.json', {}, 'report --compare: expected two files, the earlier one first, found 1'],
  ['report --compare a b c', {}, 'found 3'],
  ['report --compare a b --output c', {}, 'report: --compare writes nothing, so that there is no use for --output'],
  ['report --runtime embedded', {}, '"report" takes no option --runtime'],
  ['run --old a', {}, '"run" takes no option --old'],
  ['run --fast', {}, '"run" takes no option --fast; see canarybed --help'],
  ['run -f', {}, '"run" takes no option -f; see canarybed --help'],
  ['run --constructor', {}, '"run" takes no option --constructor'],
  ['--fast', {}, 'expected a command, found the option --fast; see canarybed --help'],
  ['run --json', {}, '"run" takes no option --json; see canarybed --help'],
  ['list --keep', {}, '"list" takes no option --keep'],
  ['explain --runtime embedded x', {}, '"explain" takes no option --runtime'],
  ['doctor -t x', {}, '"doctor" takes no option --title'],
  ['explain', {}, 'explain: expected the title of a scenario; "canarybed list" shows them'],
  ['run --pace slow', {}, '--pace: expected fast or realtime, found "slow"'],
  ['run --runtime docker', {}, '--runtime: expected auto, containers or embedded, found "docker"'],
  ['run --reporter mutation', {}, '--reporter of run: expected html, json, junit, markdown or github, found "mutation"'],
  ['audit --reporter xml', {}, '--reporter of audit: expected html, json, junit, markdown, github or mutation, found "xml"'],
  ['rollout --old a --new b --reporter junit', {}, '"rollout" takes no option --reporter'],
  ['run -t', {}, '-t: expected a value, found none; see canarybed --help'],
  ['run --title --keep', {}, '--title: expected a value, found --keep (as a value it is --title=--keep); see canarybed --help'],
  ['run -t -1', {}, '-t: expected a value, found -1 (as a value it is -t-1); see canarybed --help'],
  ['run --keep=yes', {}, '--keep: expected no value, found "yes"; see canarybed --help'],
  ...['0/3', '4/3', '1', '1/', '1/0', 'a/b', '1/3/5', '-1/3', '1/5000'].map((shard): [string, NodeJS.ProcessEnv, string] => [`run --shard=${shard}`, {}, `--shard: expected a part and how many there are, from 1/1 to 1000/1000, such as 1/3, found "${shard}"`]),
  ['run --retries many', {}, '--retries: expected a whole number from 0 to 10, found "many"'],
  ['run --retries 11', {}, '--retries: expected a whole number from 0 to 10, found "11"'],
  ['run', { CANARYBED_RETRIES: 'some' }, 'CANARYBED_RETRIES: expected a whole number from 0 to 10, found "some"'],
  ['run --keep --retries 1', {}, 'run: expected --keep or --retries, found both'],
  ['run --watch --keep', {}, 'run: expected --watch or --keep, found both'],
  ['run --watch --shard 1/2', {}, 'run: expected --watch or --shard, found both'],
  ['list --shard 1/2', {}, '"list" takes no option --shard'],
  ['run', { CANARYBED_RUNTIME: 'docker' }, 'CANARYBED_RUNTIME: expected auto, containers or embedded, found "docker"'],
])('"canarybed %s" in %p is refused with what would do', (line, env, message) => {
  expect(() => parse(line, env)).toThrow(ConfigError);
  expect(() => parse(line, env)).toThrow(message);
});

test('a wrong runtime in the environment does not stand in the way of a command that needs none', () => {
  expect(parse('list', { CANARYBED_RUNTIME: 'docker' })).toMatchObject({ name: 'list' });
  expect(parse('image list', { CANARYBED_RUNTIME: 'docker' })).toMatchObject({ name: 'image' });
});

test.each(['run', 'rollout', '--old', '--new', '--policy', 'image build', 'image list', 'image remove', '--dockerfile', 'list', 'explain', 'doctor', '--runtime', '--pace', '--keep', '--no-watch', '--reporter', '--shard', '--retries', '--watch', '-t', '--json', 'CANARYBED_RUNTIME', '130'])('the help tells of %s', (word) => {
  expect(USAGE).toContain(word);
});

test('the help fits a screen of 100 columns', () => {
  expect(USAGE.split('\n').filter((line) => line.length > 100)).toEqual([]);
});
