import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { until, v2WithMachines } from './v2.testing.js';

const region = v2WithMachines();
afterAll(() => region.close());
const { send, balancer, group, listener, launch, serve, urlOf, stateOf, machines } = region;

interface Sent {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** Over a connection of its own, with a Host that fetch would not let us choose. */
async function ask(url: string, { path = '/', method = 'GET', headers = {} }: Sent = {}) {
  const request = httpRequest(`${url}${path}`, { method, headers, agent: false });
  request.end();
  const [response] = await once(request, 'response');
  return { status: response.statusCode as number, headers: response.headers as Record<string, string>, body: (await buffer(response)).toString() };
}

const forward = (TargetGroupArn: string) => [{ Type: 'forward', TargetGroupArn }];
function machineOf(id: string) {
  const found = machines.find((machine) => machine.id === id);
  if (!found) throw new Error(`no machine ${id}`);
  return found;
}

test('requests go where the first rule that they meet sends them, by path, host, header, method, query and address', async () => {
  const web = await balancer('rules');
  const names = ['default', 'path', 'host', 'header', 'method', 'query', 'address'] as const;
  const served = new Map<string, string>();
  const groups = new Map<string, string>();
  await Promise.all(
    names.map(async (name) => {
      groups.set(name, await group(`rules-${name}`));
      served.set(name, await launch());
    }),
  );
  const ListenerArn = await listener(web, groups.get('default') ?? '');
  const conditions: Record<string, object> = {
    path: { Field: 'path-pattern', PathPatternConfig: { Values: ['/img/*.pn?'] } },
    host: { Field: 'host-header', HostHeaderConfig: { Values: ['*.Example.com'] } },
    header: { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Canary', Values: ['yes*'] } },
    method: { Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['PUT', 'DELETE'] } },
    query: { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'version', Value: 'v?' }, { Value: 'plain' }] } },
    address: { Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.1/32', '10.0.0.0/8'] } },
  };
  for (const [index, [name, condition]] of Object.entries(conditions).entries()) {
    const more = name === 'address' ? [{ Field: 'path-pattern', Values: ['/near'] }] : [];
    await send('CreateRule', { ListenerArn, Priority: (index + 1) * 10, Conditions: [condition, ...more], Actions: forward(groups.get(name) ?? '') });
  }
  await Promise.all(names.map((name) => serve(groups.get(name) ?? '', served.get(name) ?? '')));
  const url = urlOf('rules');
  const who = async (sent: Sent): Promise<string | undefined> => {
    const { body } = await ask(url, sent);
    return names.find((name) => served.get(name) === body);
  };
  expect(await who({})).toBe('default');
  expect([await who({ path: '/img/a/b.png' }), await who({ path: '/img/a.pngs' }), await who({ path: '/IMG/a.png' })]).toEqual(['path', 'default', 'default']);
  expect([await who({ headers: { host: 'www.EXAMPLE.com:8080' } }), await who({ headers: { host: 'example.com' } })]).toEqual(['host', 'default']);
  expect([await who({ headers: { 'x-canary': 'YES please' } }), await who({ headers: { 'x-canary': 'no' } })]).toEqual(['header', 'default']);
  expect([await who({ method: 'PUT' }), await who({ method: 'PATCH' })]).toEqual(['method', 'default']);
  expect([await who({ path: '/?a=1&version=V2' }), await who({ path: '/?plain' }), await who({ path: '/?version=22' })]).toEqual(['query', 'query', 'default']);
  expect(await who({ path: '/near' })).toBe('address');
  // The rule with the lower number decides when both are met.
  expect(await who({ path: '/img/x.png', headers: { host: 'www.example.com' } })).toBe('path');
  const { Rules } = await send('DescribeRules', { ListenerArn });
  await send('SetRulePriorities', { RulePriorities: [{ RuleArn: Rules[1].RuleArn, Priority: 5 }] });
  expect(await who({ path: '/img/x.png', headers: { host: 'www.example.com' } })).toBe('host');
});

test('several target groups share requests by their weights, and one of weight 0 gets none', async () => {
  const web = await balancer('weights');
  const [old, canary, idle] = [await group('weights-old'), await group('weights-canary'), await group('weights-idle')];
  const weighted = (a: number, b: number, c: number) => ({
    Type: 'forward',
    ForwardConfig: { TargetGroups: [{ TargetGroupArn: old, Weight: a }, { TargetGroupArn: canary, Weight: b }, { TargetGroupArn: idle, Weight: c }] },
  });
  const ListenerArn = await listener(web, weighted(8, 2, 0));
  const ids = [await launch(), await launch(), await launch()];
  await Promise.all([old, canary, idle].map((arn, index) => serve(arn, ids[index] ?? '')));
  const tally = async (): Promise<number[]> => {
    const bodies: string[] = [];
    for (let count = 0; count < 20; count += 1) bodies.push((await ask(urlOf('weights'))).body);
    return ids.map((id) => bodies.filter((body) => body === id).length);
  };
  expect(await tally()).toEqual([16, 4, 0]);
  await send('ModifyListener', { ListenerArn, DefaultActions: [weighted(0, 1, 1)] });
  expect(await tally()).toEqual([0, 10, 10]);
});

test('fixed responses and redirects are answered by the balancer itself', async () => {
  const web = await balancer('answers');
  const fixed = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', ContentType: 'application/json', MessageBody: '{"none":true}' } };
  const ListenerArn = await listener(web, fixed);
  const rule = (Priority: number, path: string, action: object) =>
    send('CreateRule', { ListenerArn, Priority, Conditions: [{ Field: 'path-pattern', Values: [path] }], Actions: [action] });
  await rule(1, '/old/*', { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', Path: '/new/#{path}', StatusCode: 'HTTP_301' } });
  await rule(2, '/away', { Type: 'redirect', RedirectConfig: { Host: 'other.#{host}', Query: 'from=#{path}&#{query}', StatusCode: 'HTTP_302' } });
  await rule(3, '/nothing', { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '204' } });
  const url = urlOf('answers');
  const found = await ask(url, { path: '/x', method: 'POST' });
  expect([found.status, found.body, found.headers['content-type'], found.headers.server]).toEqual([404, '{"none":true}', 'application/json; charset=utf-8', 'awselb/2.0']);
  const moved = await ask(url, { path: '/old/a?b=c', headers: { host: 'shop.example' } });
  expect([moved.status, moved.headers.location]).toEqual([301, 'https://shop.example:443/new/old/a?b=c']);
  const away = await ask(url, { path: '/away?b=c', headers: { host: 'shop.example:99' } });
  expect([away.status, away.headers.location]).toEqual([302, 'http://other.shop.example:80/away?from=away&b=c']);
  const nothing = await ask(url, { path: '/nothing' });
  expect([nothing.status, nothing.body, nothing.headers['content-length']]).toEqual([204, '', undefined]);
  expect(await ask(url, { path: '/x', method: 'HEAD' })).toMatchObject({ status: 404, body: '', headers: { 'content-length': '13' } });
});

test('a group without targets is answered with 503, and one whose targets all fail gets requests all the same', async () => {
  const [web, arn] = [await balancer('empty'), await group('empty')];
  await listener(web, arn);
  const none = await ask(urlOf('empty'));
  expect([none.status, none.headers.server]).toEqual([503, 'awselb/2.0']);
  const [failing, good] = [await launch(), await launch()];
  machineOf(failing).status = 500;
  await send('RegisterTargets', { TargetGroupArn: arn, Targets: [{ Id: failing }] });
  await until(async () => (await stateOf(arn, failing)) === 'unhealthy');
  expect(await ask(urlOf('empty'))).toMatchObject({ status: 500, body: failing });
  await serve(arn, good);
  for (let count = 0; count < 4; count += 1) expect(await ask(urlOf('empty'))).toMatchObject({ status: 200, body: good });
});

test('a deregistered target finishes what it has under way, and gets nothing new', async () => {
  const [web, arn] = [await balancer('drain'), await group('drain')];
  await send('ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }] });
  await listener(web, arn);
  const [leaving, staying] = [await launch(), await launch()];
  await serve(arn, leaving);
  const machine = machineOf(leaving);
  machine.hold = true;
  const held = ask(urlOf('drain'));
  await until(() => machine.held > 0);
  await serve(arn, staying);
  await send('DeregisterTargets', { TargetGroupArn: arn, Targets: [{ Id: leaving }] });
  expect(await stateOf(arn, leaving)).toBe('draining');
  for (let count = 0; count < 4; count += 1) expect((await ask(urlOf('drain'))).body).toBe(staying);
  machine.release();
  expect(await held).toMatchObject({ status: 200, body: leaving });
  await until(async () => (await stateOf(arn, leaving)) === 'unused');
});

test('what is still under way when the deregistration delay is over is cut', async () => {
  const [web, arn] = [await balancer('cut'), await group('cut')];
  await send('ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '1' }] });
  await listener(web, arn);
  const id = await launch();
  await serve(arn, id);
  machineOf(id).hold = true;
  const held = ask(urlOf('cut'));
  await until(() => machineOf(id).held > 0);
  await send('DeregisterTargets', { TargetGroupArn: arn, Targets: [{ Id: id }] });
  await expect(held).rejects.toMatchObject({ code: 'ECONNRESET' });
  machineOf(id).release();
});

test('a network balancer carries connections, and resets those for which there is no target', async () => {
  const web = await balancer('net', { Type: 'network' });
  const arn = await group('net', { Protocol: 'TCP' });
  await listener(web, arn, { Protocol: 'TCP' });
  const { hostname, port } = new URL(urlOf('net'));
  const lonely = connect(Number(port), hostname);
  await expect(once(lonely, 'close')).rejects.toMatchObject({ code: 'ECONNRESET' });
  const id = await launch();
  await serve(arn, id);
  expect(await ask(urlOf('net'))).toMatchObject({ status: 200, body: id });
});

test('a network balancer leaves connections to a target open when its deregistration delay is over, unless it is told to end them', async () => {
  const open = async (name: string, ends: 'true' | 'false') => {
    const [web, arn] = [await balancer(name, { Type: 'network' }), await group(name, { Protocol: 'TCP' })];
    const attributes = { 'deregistration_delay.timeout_seconds': '3', 'deregistration_delay.connection_termination.enabled': ends };
    await send('ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) });
    await listener(web, arn, { Protocol: 'TCP' });
    const id = await launch();
    await serve(arn, id);
    const machine = machineOf(id);
    machine.hold = true;
    const held = ask(urlOf(name));
    await until(() => machine.held > 0);
    await send('DeregisterTargets', { TargetGroupArn: arn, Targets: [{ Id: id }] });
    expect(await stateOf(arn, id)).toBe('draining');
    return { arn, id, machine, answer: held.then(({ status }) => status, ({ code }: NodeJS.ErrnoException) => code) };
  };
  const [left, ended] = await Promise.all([open('leaves', 'false'), open('ends', 'true')]);
  for (const { arn, id } of [left, ended]) await until(async () => (await stateOf(arn, id)) === 'unused');
  for (const { machine } of [left, ended]) machine.release();
  expect([await left.answer, await ended.answer]).toEqual([200, 'ECONNRESET']);
});

test('a network balancer resets the connections of a target that becomes unhealthy, unless it is told to leave them', async () => {
  const open = async (name: string, kept: boolean) => {
    const [web, arn] = [await balancer(name, { Type: 'network' }), await group(name, { Protocol: 'TCP', HealthCheckProtocol: 'HTTP' })];
    if (kept) await send('ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes: [{ Key: 'target_health_state.unhealthy.connection_termination.enabled', Value: 'false' }] });
    await listener(web, arn, { Protocol: 'TCP' });
    const id = await launch();
    await serve(arn, id);
    const machine = machineOf(id);
    machine.hold = true;
    const held = ask(urlOf(name));
    await until(() => machine.held > 0);
    machine.status = 500;
    return { arn, id, machine, answer: held.then(({ status }) => status, ({ code }: NodeJS.ErrnoException) => code) };
  };
  const [reset, kept] = await Promise.all([open('resets', false), open('keeps', true)]);
  await until(async () => (await stateOf(reset.arn, reset.id)) === 'unhealthy' && (await stateOf(kept.arn, kept.id)) === 'unhealthy');
  expect((await send('DescribeTargetHealth', { TargetGroupArn: reset.arn })).TargetHealthDescriptions).toMatchObject([
    { TargetHealth: { State: 'unhealthy', Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' } },
  ]);
  for (const { machine } of [reset, kept]) machine.release();
  expect([await reset.answer, await kept.answer]).toEqual(['ECONNRESET', 500]);
  expect(await ask(urlOf('resets'))).toMatchObject({ status: 500, body: reset.id });
});

test('a group fails open below the healthy targets that it is to have', async () => {
  const [web, arn] = [await balancer('least'), await group('least')];
  const least = (Key: string, Value: string) =>
    send('ModifyTargetGroupAttributes', { TargetGroupArn: arn, Attributes: [{ Key: `target_group_health.unhealthy_state_routing.minimum_healthy_targets.${Key}`, Value }] });
  await listener(web, arn);
  const [failing, good] = [await launch(), await launch()];
  machineOf(failing).status = 500;
  await send('RegisterTargets', { TargetGroupArn: arn, Targets: [{ Id: failing }] });
  await serve(arn, good);
  const served = async (): Promise<number> => new Set([(await ask(urlOf('least'))).body, (await ask(urlOf('least'))).body]).size;
  expect(await served()).toBe(1);
  await least('count', '2');
  expect(await served()).toBe(2);
  await least('count', '1');
  await least('percentage', '50');
  expect(await served()).toBe(1);
  await least('percentage', '51');
  expect(await served()).toBe(2);
});

test('targets in a zone that the balancer does not serve get nothing', async () => {
  const [web, arn] = [await balancer('zones'), await group('zones')];
  await listener(web, arn);
  const id = await launch('c');
  await send('RegisterTargets', { TargetGroupArn: arn, Targets: [{ Id: id }] });
  expect((await send('DescribeTargetHealth', { TargetGroupArn: arn })).TargetHealthDescriptions).toMatchObject([
    { TargetHealth: { State: 'unused', Reason: 'Target.NotInUse', Description: 'Target is in an Availability Zone that is not enabled for the load balancer' } },
  ]);
  expect((await ask(urlOf('zones'))).status).toBe(503);
  await send('SetSubnets', { LoadBalancerArn: web, Subnets: region.subnets('b', 'c') });
  await until(async () => (await stateOf(arn, id)) === 'healthy');
  expect((await ask(urlOf('zones'))).body).toBe(id);
});

test('nobody listens any more once a listener or its balancer is deleted', async () => {
  const [web, arn] = [await balancer('gone'), await group('gone')];
  const first = await listener(web, arn);
  await listener(web, arn, { Port: 81 });
  const [url, other] = [urlOf('gone'), urlOf('gone', 81)];
  await send('DeleteListener', { ListenerArn: first });
  await expect(ask(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect((await ask(other)).status).toBe(503);
  await send('DeleteLoadBalancer', { LoadBalancerArn: web });
  await expect(ask(other)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
