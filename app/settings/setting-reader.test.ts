import fc from 'fast-check';
import { Environment } from './environment.js';
import { SettingReader, SettingsError } from './setting-reader.js';

const readerOf = (variables: Record<string, string>): SettingReader => new SettingReader(new Environment(variables));

function problemsOf(reader: SettingReader): readonly string[] {
  try {
    reader.finish();
    return [];
  } catch (error) {
    return (error as SettingsError).problems;
  }
}

test('what is right is returned, and leaves nothing to complain of', () => {
  const reader = readerOf({ NAME: 'Kettle', COUNT: '007', KIND: 'deep' });
  expect(reader.text('NAME')).toBe('Kettle');
  expect(reader.integer('COUNT', 1, { min: 0, max: 7 })).toBe(7);
  expect(reader.integer('ABSENT', 5, { min: 0, max: 7 })).toBe(5);
  expect(reader.choice('KIND', ['deep', 'shallow'], 'shallow')).toBe('deep');
  expect(reader.choice('ABSENT', ['deep', 'shallow'], 'shallow')).toBe('shallow');
  expect(reader.checked('NAME', () => undefined)).toBe('Kettle');
  expect(problemsOf(reader)).toEqual([]);
});

test('all that is wrong is told at once, each with its key and place', () => {
  const reader = readerOf({ EMPTY: '', COUNT: '9', KIND: 'Deep', NAME: 'x' });
  reader.text('ABSENT');
  reader.checked('EMPTY', () => 'a check that must not be asked of an empty text');
  reader.integer('COUNT', 1, { min: 0, max: 7 });
  reader.choice('KIND', ['deep', 'shallow'], 'deep');
  reader.checked('NAME', () => 'expected more');
  expect(() => reader.finish()).toThrow(SettingsError);
  expect(problemsOf(reader)).toEqual([
    'ABSENT is missing: set it in the process environment',
    'EMPTY is empty in the process environment: it needs a value',
    'COUNT (from the process environment): expected a whole number from 0 to 7, found "9"',
    'KIND (from the process environment): expected deep or shallow, found "Deep"',
    'NAME (from the process environment): expected more',
  ]);
});

test('the message has one line a problem', () => {
  expect(new SettingsError(['A is missing', 'B is wrong']).message).toBe('setting A is missing\nsetting B is wrong');
});

test.each(['-1', '1.5', '1e3', '0x10', ' 5', '٣', 'many'])('%j is no whole number', (text) => {
  const reader = readerOf({ COUNT: text });
  reader.integer('COUNT', 1, { min: 0, max: 10_000 });
  expect(problemsOf(reader)).toHaveLength(1);
});

test('a whole number is taken exactly when it lies in the range', () => {
  fc.assert(fc.property(fc.nat(), fc.nat(), fc.nat(), (value, a, b) => {
    const [min, max] = [Math.min(a, b), Math.max(a, b)];
    const reader = readerOf({ COUNT: String(value) });
    const read = reader.integer('COUNT', -1, { min, max });
    const fits = value >= min && value <= max;
    expect(read).toBe(fits ? value : -1);
    expect(problemsOf(reader)).toHaveLength(fits ? 0 : 1);
  }));
});
