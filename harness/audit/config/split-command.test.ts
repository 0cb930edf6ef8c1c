import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { ConfigError } from '../../model/errors.js';
import { splitCommand } from './split-command.js';

test.each([
  ['node server.js', ['node', 'server.js']],
  ['  node\tserver.js  ', ['node', 'server.js']],
  [`node -e 'console.log("a  b")'`, ['node', '-e', 'console.log("a  b")']],
  [`node "a \\"b\\" \\$c" d\\ e ''`, ['node', 'a "b" $c', 'd e', '']],
  [`sh -c 'exec node server.js --port $PORT | tee log'`, ['sh', '-c', 'exec node server.js --port $PORT | tee log']],
  ['bin/web --port {port} --name=a"b c"', ['bin/web', '--port', '{port}', '--name=ab c']],
])('%s', (command, words) => expect(splitCommand(command, 'command')).toEqual(words));

test.each([
  ['node a | tee log', 'found "|"'],
  ['npm run build && npm start', 'found "&"'],
  ['node server.js --port $PORT', 'found "$"'],
  ['node "$HOME/server.js"', 'found "$"'],
  ['node server.js > log', 'found ">"'],
  ['node *.js', 'found "*"'],
  ['', 'found no word'],
  ["'' a", 'found no word'],
  ["node 'server.js", 'one that does not'],
  ['node a\\', 'one that does not'],
  ['TOKEN=hunter2 node server.js', 'put TOKEN into env'],
])('refuses %s', (command, found) => {
  expect(() => splitCommand(command, 'command')).toThrow(ConfigError);
  expect(() => splitCommand(command, 'command')).toThrow(found);
  expect(() => splitCommand(command, 'command')).not.toThrow('hunter2');
});

test('what it splits, a shell splits into the same words', () => {
  const piece = fc.constantFrom('a', 'b1', ' ', '  ', '"', "'", '\\', '$', '"c d"', "'e $f'", '{port}', '=', '\\ ', '-x', '"\\n"', '|', '/');
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
      const command = pieces.join('');
      let words: string[];
      try {
        words = splitCommand(command, 'command');
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
        return;
      }
      const shown = execFileSync('sh', ['-c', `for word in ${command}; do printf '%s\\0' "$word"; done`], { encoding: 'utf8' });
      expect(shown.split('\0').slice(0, -1)).toEqual(words);
    }),
    { numRuns: 150 },
  );
});
