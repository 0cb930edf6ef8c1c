import { chooseRuntime, embeddedAvailability } from './choose-runtime.js';

/** No machine has it, so that the outcome is the same with an engine and without. */
const NOWHERE = 'canarybed-no-such-image:never';

test('embedded is taken unseen when it is asked for', async () => {
  expect(await chooseRuntime('embedded', [NOWHERE])).toEqual({ kind: 'embedded', why: 'asked for' });
});

test('without an engine or its images auto takes embedded, and says why and what would change that', async () => {
  const { kind, why } = await chooseRuntime('auto', [NOWHERE]);
  expect(kind).toBe('embedded');
  expect(why).toMatch(/^.+; .+/);
});

test('an app that has no image is run embedded, with an engine and without', async () => {
  expect(await chooseRuntime('auto', [undefined])).toEqual({ kind: 'embedded', why: 'an app names no image' });
});

test('containers that cannot be had are an error of the machine with a remedy, not another runtime', async () => {
  const { why } = await chooseRuntime('auto', [NOWHERE]);
  const failed = await chooseRuntime('containers', [NOWHERE]).catch((error: unknown) => error as { message: string; remedy: string });
  expect(failed).toMatchObject({ name: 'EnvironmentError', message: expect.stringMatching(/^the containers runtime was asked for, but .+/) });
  expect((failed as { remedy: string }).remedy).not.toBe('');
  expect(why.endsWith((failed as { remedy: string }).remedy)).toBe(true);
});

test('the embedded runtime tells which programs it would use', async () => {
  expect(await embeddedAvailability()).toEqual({ usable: true, detail: expect.stringMatching(/^Postgres programs of the (package|system): \/.*\/postgres$/) });
});
