import { UnderWay } from './under-way.js';

test('counts what has begun and not ended, for each target by itself', () => {
  const underWay = new UnderWay();
  const end = underWay.begin('a', () => undefined);
  underWay.begin('a', () => undefined);
  underWay.begin('b', () => undefined);
  end();
  end();
  expect([underWay.count('a'), underWay.count('b'), underWay.count('c')]).toEqual([1, 1, 0]);
});

test('tells everyone who waits when the last has ended, and later askers at once', async () => {
  const underWay = new UnderWay();
  const ends = [underWay.begin('a', () => undefined), underWay.begin('a', () => undefined)];
  const told: string[] = [];
  const waiting = ['one', 'two'].map((name) => underWay.idle('a').then(() => told.push(name)));
  ends[0]?.();
  await Promise.resolve();
  expect(told).toEqual([]);
  ends[1]?.();
  await Promise.all(waiting);
  await underWay.idle('a');
  await underWay.allIdle();
  expect(told).toEqual(['one', 'two']);
});

test('an end that comes twice does not end what began since', () => {
  const underWay = new UnderWay();
  const end = underWay.begin('a', () => undefined);
  end();
  underWay.begin('a', () => undefined);
  end();
  expect(underWay.count('a')).toBe(1);
});

test('cuts what is under way to one target, even when a cut ends it', () => {
  const underWay = new UnderWay();
  const cut: string[] = [];
  for (const name of ['first', 'second']) {
    const end = underWay.begin('a', () => {
      cut.push(name);
      end();
    });
  }
  underWay.begin('b', () => cut.push('other'));
  underWay.cut('a');
  expect([cut, underWay.count('a'), underWay.count('b')]).toEqual([['first', 'second'], 0, 1]);
});
