import { coreWithMachines } from '../machines.testing.js';
import { createDoor } from '../wire/router.js';
import { clientOf } from '../wire/sdk-clients.testing.js';
import { stsHandlers } from './sts-handlers.js';

const { core } = coreWithMachines();
afterAll(() => core.clock.stop());
const sts = clientOf('sts', createDoor({ sts: () => stsHandlers(core) }));
const ROLE = { RoleArn: 'arn:aws:iam::210987654321:role/path/deployer', RoleSessionName: 'terraform' };

const secondsUntil = (credentials: unknown): number => ((credentials as { Expiration: Date }).Expiration.getTime() - core.dateOf(core.clock.now()).getTime()) / 1000;

test("everybody is the account's root user", async () => {
  expect(await sts.send('GetCallerIdentity', {})).toMatchObject({ Account: '123456789012', UserId: '123456789012', Arn: 'arn:aws:iam::123456789012:root' });
});

test('a role is assumed with credentials of which nobody can think that they are real', async () => {
  const { AssumedRoleUser, Credentials } = await sts.send('AssumeRole', { ...ROLE, DurationSeconds: 900 });
  expect(AssumedRoleUser).toEqual({ Arn: 'arn:aws:sts::210987654321:assumed-role/deployer/terraform', AssumedRoleId: 'AROAEXAMPLEEXAMPLE000:terraform' });
  expect(Credentials).toMatchObject({ AccessKeyId: expect.stringMatching(/^ASIA[A-Z]*EXAMPLE$/) as string, SecretAccessKey: expect.stringContaining('EXAMPLE') as string, SessionToken: expect.stringContaining('EXAMPLE') as string });
  expect(secondsUntil(Credentials)).toBeGreaterThan(890);
  expect(secondsUntil(Credentials)).toBeLessThanOrEqual(900);
});

test('a session lasts twelve hours unless it is to be shorter', async () => {
  const { Credentials } = await sts.send('GetSessionToken', {});
  expect(secondsUntil(Credentials)).toBeGreaterThan(43_190);
});

test.each([
  ['AssumeRole', { ...ROLE, RoleArn: 'arn:aws:iam::1:role/deployer' }, 'arn:aws:iam::1:role/deployer is invalid'],
  ['AssumeRole', { ...ROLE, RoleArn: 'arn:aws:iam::210987654321:user/me' }, 'is invalid'],
  ['AssumeRole', { ...ROLE, RoleSessionName: 'a session' }, "at 'roleSessionName' failed to satisfy constraint"],
  ['AssumeRole', { ...ROLE, DurationSeconds: 899 }, 'Member must have value greater than or equal to 900'],
  ['AssumeRole', { ...ROLE, DurationSeconds: 43_201 }, 'Member must have value less than or equal to 43200'],
  ['GetSessionToken', { DurationSeconds: 129_601 }, 'Member must have value less than or equal to 129600'],
])('%s of %j is refused', async (action, input, text) => {
  await expect(sts.send(action, input)).rejects.toMatchObject({ name: 'ValidationError', message: expect.stringContaining(text) as string });
});
