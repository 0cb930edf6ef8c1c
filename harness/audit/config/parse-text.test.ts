import { ConfigError } from '../../model/errors.js';
import { parseJson, parseYaml } from './parse-text.js';

test('lines of places are known in YAML and JSON, of what is missing those of what is around it', () => {
  const yaml = parseYaml('command: a\npages:\n  - /\n  - path: 3\n', 'f');
  expect(yaml.value).toEqual({ command: 'a', pages: ['/', { path: 3 }] });
  expect([['command'], ['pages', 1, 'path'], ['pages', 1, 'name'], []].map((path) => yaml.lineOf?.(path))).toEqual([1, 4, 4, undefined]);
  expect(parseJson('{\n  "a": {\n    "b": 1\n  }\n}', 'f').lineOf?.(['a', 'b'])).toBe(3);
});

test('an empty file says nothing', () => expect(parseYaml('# nothing yet\n', 'f').value).toEqual({}));

test.each([
  ['a key twice', parseYaml, 'a: 1\nb: 2\na: hunter2\n', 'f:3: expected YAML: Map keys must be unique'],
  ['a tab', parseYaml, 'a:\n\tb: hunter2\n', 'f:2: expected YAML: '],
  ['an open bracket', parseYaml, 'a: [1, hunter2\n', 'f:2: expected YAML: '],
  ['an open quote', parseYaml, 'a: 1\nb: "hunter2\n', 'f:3: expected YAML: '],
  ['an alias to nothing', parseYaml, 'a: *hunter2\n', 'f'],
  ['a header of a block', parseYaml, 'a: 1\nb: |hunter2\n x\n', 'f:2: expected YAML: Block scalar header includes extra characters'],
  ['an escape that is none', parseYaml, 'a: "\\hunter2"\n', 'f:1: expected YAML: Invalid escape sequence'],
  ['a tag that is not known', parseYaml, 'a: !hunter2!x 1\n', 'f:1: expected YAML: Could not resolve tag'],
  ['a stray bracket', parseYaml, 'a: 1\nb: ]hunter2\n', 'f:2: expected YAML: Unexpected flow-seq-end token'],
  ['two documents', parseYaml, 'a: 1\n---\nb: hunter2\n', 'f:2: expected YAML: '],
  ['JSON that ends too early', parseJson, '{\n"a": "hunter2"', 'f:2: expected JSON: '],
  ['JSON with a comma after the last', parseJson, '{"a": "hunter2",}', 'f: expected JSON, found what is none'],
  ['an empty file of JSON', parseJson, '', 'f: expected JSON, found what is none'],
])('%s is refused, with its line and without its words', (_, parse, text, message) => {
  const parsing = () => parse(text, 'f');
  expect(parsing).toThrow(ConfigError);
  expect(parsing).toThrow(message);
  expect(parsing).not.toThrow('hunter2');
});
