import type { TerraformValue } from '../model/fleet-plan.js';
import { hclString, variableText } from './hcl-text.js';

test.each<[TerraformValue, string]>([
  ['a "b" ${c}', 'a "b" ${c}'],
  [2, '2'],
  [false, 'false'],
  [['a', '${b}'], '["a","$${b}"]'],
  [{ a: { 'b c': [1, '%{x}'] } }, '{"a":{"b c":[1,"%%{x}"]}}'],
])('the variable %j is passed as %s', (value, text) => {
  expect(variableText(value)).toBe(text);
});

test('a quoted string holds no template', () => {
  expect(hclString('C:\\a "b"\n${c} %{d} $5')).toBe('"C:\\\\a \\"b\\"\\n$${c} %%{d} $5"');
});
