import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MissingValue } from './environment.js';
import { valueFromFile } from './value-from-file.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'shop-value-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const holding = (text: string): string => {
  const path = join(folder, 'value');
  writeFileSync(path, text);
  return path;
};

test('gives the text without the blanks around it', () => {
  expect(valueFromFile(holding('\n 10.0.1.23 \r\n'))).toBe('10.0.1.23');
  expect(valueFromFile(holding('10.0.1.24'), 'fallback')).toBe('10.0.1.24');
});

test('an empty file gives the fallback, or is named', () => {
  const path = holding(' \n');
  expect(valueFromFile(path, 'fallback')).toBe('fallback');
  expect(() => valueFromFile(path)).toThrow(new MissingValue(`the file ${path} is empty`));
});

test('a missing file gives the fallback, or is named', () => {
  const path = join(folder, 'absent');
  expect(valueFromFile(path, '')).toBe('');
  expect(() => valueFromFile(path)).toThrow(new MissingValue(`the file ${path} does not exist`));
});

test('what is there and cannot be read is an error in spite of a fallback', () => {
  expect(() => valueFromFile(folder, 'fallback')).toThrow('EISDIR');
});
