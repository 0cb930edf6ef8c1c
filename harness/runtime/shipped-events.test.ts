import type { ShippedEvent } from '../model/shipped-event.js';
import { ShippedEvents } from './shipped-events.js';

const shipped = (event: unknown): ShippedEvent => ({ at: 1, via: 'http', event });

test('secrets of the launch are masked in what is told and in what is kept', () => {
  const told: ShippedEvent[] = [];
  const events = new ShippedEvents({ DATABASE_URL: 'postgres://app:hunter2@db/app', API_TOKEN: 'tok-123456' }, (event) => told.push(event));
  events.take(shipped({ error: 'no login with hunter2', nested: [{ 'tok-123456': 'x' }] }));
  expect(told).toEqual([shipped({ error: 'no login with ***', nested: [{ '***': 'x' }] })]);
  expect(events.kept).toEqual(told);
});

test('of very many the first are told and the last are kept', () => {
  let told = 0;
  const events = new ShippedEvents({}, () => (told += 1));
  for (let n = 0; n < 6000; n += 1) events.take(shipped(n));
  expect([told, events.kept.length, events.kept[0]?.event, events.kept.at(-1)?.event]).toEqual([5000, 1000, 5000, 5999]);
});
