import fc from 'fast-check';
import type { DoorRequest } from './door-request.js';
import { createDoor } from './router.js';
import { modules } from './sdk-clients.testing.js';
import { actionsOf } from './operation.js';
import { allServices } from './services.js';
import { tinyDoor } from './tiny-door.testing.js';
import type { HandlersByService } from './types.js';

const steps = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('LoadBalancerName', 'LoadBalancerNames', 'Listeners', 'HealthCheck', 'Instances', 'member', 'entry', 'key', 'value', 'Tag', 'Tags', 'Filter', 'Value', 'ImageId', 'MinCount', 'AutoScalingGroupName', 'MixedInstancesPolicy', 'LaunchTemplate', 'Overrides', 'Interval', 'PageSize', 'DefaultActions', 'AuthenticateOidcConfig', 'AuthenticationRequestExtraParams', 'StepAdjustments') },
  { weight: 3, arbitrary: fc.constantFrom('1', '2', '0', '-1', '007', '999999999', '99999999999', '1e3', ' 1', '') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);
const names = fc.array(steps, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.'));
const values = fc.oneof(fc.constantFrom('', '1', 'true', 'web', '2026-01-01T00:00:00Z', '1e400', '\u0000', '&lt;', ']]>'), fc.string({ unit: 'binary', maxLength: 8 }));
const services = allServices();
const target = fc.constantFrom(...services).chain((service) => fc.tuple(fc.constant(service.version), fc.constantFrom(...actionsOf(modules[service.key]))));
const form = fc.tuple(target, fc.array(fc.tuple(names, values), { maxLength: 12 })).map(([[version, action], pairs]) =>
  new URLSearchParams([['Action', action], ['Version', version], ...pairs]).toString(),
);

const everything = createDoor(
  Object.fromEntries(services.map(({ key }) => [key, Object.fromEntries(actionsOf(modules[key]).map((action) => [action, () => ({})]))])) as HandlersByService,
);
const post = (body: string, more: Partial<DoorRequest> = {}): DoorRequest => ({ method: 'POST', query: '', headers: {}, body, ...more });

test('no form, whatever its names and values, is more than a bad request', async () => {
  await fc.assert(fc.asyncProperty(form, async (body) => {
    const { status, body: answer } = await everything(post(body));
    expect([200, 400]).toContain(status);
    expect(answer).toMatch(/^<[^\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]+>$/);
  }), { numRuns: 1500 });
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test('nor is any text, method, query or header', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 60 });
  const scraps = fc.array(fc.constantFrom('AWS4-HMAC-SHA256', ' ', 'Credential=', 'a/20260101/x/ec2/aws4_request', ',', 'Signature=', 'SignedHeaders=', 'host', ';', '=', '/')).map((parts) => parts.join(''));
  const door = tinyDoor({ credentials: [{ accessKeyId: 'a', secretAccessKey: 'b' }] });
  await fc.assert(fc.asyncProperty(fc.oneof(text, form), fc.oneof(text, form), fc.constantFrom('POST', 'GET', 'PUT', 'BREW'), fc.oneof(text, scraps), text, async (body, query, method, authorization, date) => {
    const { status } = await door(post(body, { method, query, headers: { authorization, 'x-amz-date': date, host: 'x' } }));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }), { numRuns: 500 });
});

const MIB = 1024 * 1024;

test.each<[string, string]>([
  ['names only', 'a&'.repeat(MIB / 2)],
  ['equal signs', '='.repeat(MIB)],
  ['one deep name', `${'a.'.repeat(MIB / 2)}=1`],
  ['broken percent signs', '%'.repeat(MIB)],
  ['items of a list', Array.from({ length: 25_000 }, (_, index) => `LoadBalancerNames.member.${index}=web`).join('&').slice(0, MIB)],
  ['items of a list that lack all', Array.from({ length: 25_000 }, (_, index) => `Listeners.member.${index}.x=1`).join('&').slice(0, MIB)],
  ['digits', `PageSize=${'9'.repeat(MIB)}`],
  ['signs of a number', `PageSize=${'+'.repeat(MIB)}`],
])('a mebibyte of %s does not keep the door busy', async (_, text) => {
  for (const action of ['DescribeLoadBalancers', 'CreateLoadBalancer']) {
    const started = performance.now();
    const { status } = await everything(post(`Action=${action}&Version=2012-06-01&${text}`));
    expect([200, 400]).toContain(status);
    expect(performance.now() - started).toBeLessThan(5000);
  }
});
