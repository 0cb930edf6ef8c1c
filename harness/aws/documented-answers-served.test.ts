import { DOCUMENTED_ANSWERS } from './probes/documented-answers.js';
import { expectDocumentedAnswers, IMAGE_OF_NOTHING } from './probes/expect-documented-answers.testing.js';
import { AMI, serveTestRegion } from './region.testing.js';
import type { AnsweringMachine } from './machines.testing.js';
import type { ServedRegion } from './serve-region.js';

let served: ServedRegion;
let machines: AnsweringMachine[];
beforeAll(async () => {
  ({ served, machines } = await serveTestRegion());
});
afterAll(() => served.close());

test('a served region answers every probe as AWS documents it', async () => {
  expect(AMI).toBe(IMAGE_OF_NOTHING);
  expect(DOCUMENTED_ANSWERS.length).toBeGreaterThan(60);
  await expectDocumentedAnswers(served.url);
  expect(machines.length).toBeGreaterThan(0);
});
