import fc from 'fast-check';
import { parseEnvFile } from './env-file.js';

test.each([
  ['KEY=value', { KEY: 'value' }],
  ['  KEY = value  ', { KEY: 'value' }],
  ['export KEY=value', { KEY: 'value' }],
  ['KEY="two words"', { KEY: 'two words' }],
  [`KEY='$HOME "x"'`, { KEY: '$HOME "x"' }],
  ['KEY="half', { KEY: '"half' }],
  [`KEY="mixed'`, { KEY: `"mixed'` }],
  ['KEY=', { KEY: '' }],
  ['KEY=a=b#c', { KEY: 'a=b#c' }],
  ['# KEY=value', {}],
  ['\n\r\n   \n', {}],
  ['A=1\r\nB=2\r\n', { A: '1', B: '2' }],
  ['A=1\nA=2', { A: '2' }],
])('%j is read as %j', (text, values) => expect(parseEnvFile(text)).toEqual(values));

test.each(['SECRET value', '1KEY=x', 'A-B=x', '=x'])('%j is refused with the number of its line, not its text', (line) => {
  expect(() => parseEnvFile(`A=1\n\n${line}`)).toThrow(new Error('line 3 is not KEY=VALUE'));
});

test('every value that is one line comes back from between quotes', () => {
  const value = fc.string().filter((text) => !/[\r\n]/.test(text));
  fc.assert(fc.property(value, fc.constantFrom('"', "'"), (text, quote) => {
    expect(parseEnvFile(`A=1\nKEY=${quote}${text}${quote}\nZ=2`)).toEqual({ A: '1', KEY: text, Z: '2' });
  }));
});
