import { v2WithMachines } from './v2.testing.js';

const region = v2WithMachines();
afterAll(() => region.close());
const { send, refusal, balancer, group, listener, urlOf } = region;

const CERTIFICATE = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
const FIXED = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200', MessageBody: 'hello' } };
let web: string;
let net: string;
let target: string;
beforeAll(async () => {
  [web, net, target] = [await balancer('web'), await balancer('net', { Type: 'network' }), await group('web')];
});

test('a listener is described with its actions in full', async () => {
  const arn = await listener(web, target, { Port: 8001 });
  expect(arn).toMatch(/:listener\/app\/web\/[0-9a-f]{16}\/[0-9a-f]{16}$/);
  const { Listeners } = await send('DescribeListeners', { ListenerArns: [arn] });
  expect(Listeners).toEqual([
    {
      ListenerArn: arn,
      LoadBalancerArn: web,
      Port: 8001,
      Protocol: 'HTTP',
      DefaultActions: [
        { Type: 'forward', TargetGroupArn: target, ForwardConfig: { TargetGroups: [{ TargetGroupArn: target, Weight: 1 }], TargetGroupStickinessConfig: { Enabled: false } } },
      ],
    },
  ]);
  expect((await send('DescribeTargetGroups', { TargetGroupArns: [target] })).TargetGroups).toMatchObject([{ LoadBalancerArns: [web] }]);
});

test('a secure listener speaks plain HTTP, and its certificates are read back', async () => {
  const ListenerArn = await listener(web, FIXED, { Port: 8443, Protocol: 'HTTPS', Certificates: [{ CertificateArn: CERTIFICATE }] });
  expect((await send('DescribeListeners', { ListenerArns: [ListenerArn] })).Listeners).toMatchObject([
    { Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-2016-08', Certificates: [{ CertificateArn: CERTIFICATE }], MutualAuthentication: { Mode: 'off' } },
  ]);
  expect(await (await fetch(urlOf('web', 8443))).text()).toBe('hello');
  await send('AddListenerCertificates', { ListenerArn, Certificates: [{ CertificateArn: `${CERTIFICATE}2` }] });
  await send('AddListenerCertificates', { ListenerArn, Certificates: [{ CertificateArn: `${CERTIFICATE}2` }] });
  expect((await send('DescribeListenerCertificates', { ListenerArn })).Certificates).toEqual([
    { CertificateArn: CERTIFICATE, IsDefault: true },
    { CertificateArn: `${CERTIFICATE}2`, IsDefault: false },
  ]);
  expect(await refusal('RemoveListenerCertificates', { ListenerArn, Certificates: [{ CertificateArn: CERTIFICATE }] })).toMatchObject({ code: 'OperationNotPermittedException' });
  await send('RemoveListenerCertificates', { ListenerArn, Certificates: [{ CertificateArn: `${CERTIFICATE}2` }] });
  expect((await send('DescribeListenerCertificates', { ListenerArn })).Certificates).toHaveLength(1);
});

test.each<[string, object, string, string]>([
  ['without a protocol', { Protocol: undefined }, 'ValidationError', 'A listener protocol must be specified'],
  ['of a protocol for network balancers', { Protocol: 'TCP' }, 'ValidationError', "Listener protocol 'TCP' must be one of 'HTTPS, HTTP'"],
  ['without a port', { Port: undefined }, 'ValidationError', 'A listener port must be specified'],
  ['at port 0', { Port: 0 }, 'ValidationError', 'greater than or equal to 1'],
  ['with a certificate that nobody needs', { Certificates: [{ CertificateArn: CERTIFICATE }] }, 'ValidationError', 'Certificates cannot be specified'],
  ['of HTTPS without a certificate', { Protocol: 'HTTPS' }, 'ValidationError', 'A certificate must be specified for HTTPS listeners'],
  ['with what is no certificate', { Protocol: 'HTTPS', Certificates: [{ CertificateArn: 'mine' }] }, 'CertificateNotFoundException', "'mine' not found"],
  ['with a policy that there is not', { Protocol: 'HTTPS', SslPolicy: 'Best', Certificates: [{ CertificateArn: CERTIFICATE }] }, 'SSLPolicyNotFoundException', "'Best' not found"],
  ['without actions', { DefaultActions: [] }, 'ValidationError', 'action'],
  ['with two actions that route', { DefaultActions: [{ ...FIXED, Order: 1 }, { ...FIXED, Order: 2 }] }, 'InvalidLoadBalancerActionException', 'Exactly one'],
  ['that forwards to nobody', { DefaultActions: [{ Type: 'forward', TargetGroupArn: 'arn:none' }] }, 'TargetGroupNotFoundException', 'not found'],
  ['that forwards nowhere', { DefaultActions: [{ Type: 'forward' }] }, 'ValidationError', 'target group ARN'],
  ['that answers with 302', { DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '302' } }] }, 'ValidationError', '2XX, 4XX or 5XX'],
  ['that redirects in a circle', { DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTP', StatusCode: 'HTTP_301' } }] }, 'ValidationError', 'loop'],
])('a listener %s is refused', async (_, given, code, text) => {
  const refused = await refusal('CreateListener', { LoadBalancerArn: web, Protocol: 'HTTP', Port: 99, DefaultActions: [FIXED], ...given });
  expect(refused).toEqual({ code, message: expect.stringContaining(text) as string });
});

test('a port is taken once; a request that is sent again finds what it made', async () => {
  const arn = await listener(web, target, { Port: 8002 });
  expect(await listener(web, target, { Port: 8002 })).toBe(arn);
  expect(await refusal('CreateListener', { LoadBalancerArn: web, Protocol: 'HTTP', Port: 8002, DefaultActions: [FIXED] })).toMatchObject({ code: 'DuplicateListenerException' });
  const other = await listener(web, target, { Port: 8003 });
  expect(await refusal('ModifyListener', { ListenerArn: other, Port: 8002 })).toMatchObject({ code: 'DuplicateListenerException' });
});

test('a target group serves one balancer, of a protocol that goes with the listener', async () => {
  await listener(web, target, { Port: 8004 });
  const other = await balancer('other');
  expect(await refusal('CreateListener', { LoadBalancerArn: other, Protocol: 'HTTP', Port: 80, DefaultActions: [{ Type: 'forward', TargetGroupArn: target }] })).toMatchObject({ code: 'TargetGroupAssociationLimitException' });
  expect(await refusal('CreateListener', { LoadBalancerArn: net, Protocol: 'TCP', Port: 80, DefaultActions: [{ Type: 'forward', TargetGroupArn: target }] })).toMatchObject({ code: 'IncompatibleProtocolsException' });
  expect(await refusal('CreateListener', { LoadBalancerArn: net, Protocol: 'TCP', Port: 80, DefaultActions: [FIXED] })).toMatchObject({ code: 'InvalidLoadBalancerActionException' });
});

test('all of a listener may be changed, and what is not named stays', async () => {
  const ListenerArn = await listener(web, FIXED, { Port: 8005 });
  const before = urlOf('web', 8005);
  await send('ModifyListener', { ListenerArn, Port: 8006 });
  await expect(fetch(before)).rejects.toThrow();
  expect(await (await fetch(urlOf('web', 8006))).text()).toBe('hello');
  await send('ModifyListener', { ListenerArn, DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503' } }] });
  expect((await fetch(urlOf('web', 8006))).status).toBe(503);
  expect(await refusal('ModifyListener', { ListenerArn, Protocol: 'HTTPS' })).toMatchObject({ code: 'ValidationError' });
  await send('ModifyListener', { ListenerArn, Protocol: 'HTTPS', Certificates: [{ CertificateArn: CERTIFICATE }], SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' });
  expect((await send('DescribeListeners', { ListenerArns: [ListenerArn] })).Listeners).toMatchObject([{ Port: 8006, Protocol: 'HTTPS', SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06' }]);
  const { Attributes } = await send('DescribeListenerAttributes', { ListenerArn });
  expect(Attributes).toEqual(expect.arrayContaining([{ Key: 'routing.http.response.server.enabled', Value: 'true' }, { Key: 'routing.http.request.x_amzn_tls_version.header_name', Value: '' }]));
});

test('listeners of a balancer are described; deleted ones are not there', async () => {
  const own = await balancer('own');
  const [first, second] = [await listener(own, FIXED), await listener(own, FIXED, { Port: 81 })];
  const arns = async (): Promise<string[]> => (await send('DescribeListeners', { LoadBalancerArn: own })).Listeners.map(({ ListenerArn }: { ListenerArn: string }) => ListenerArn);
  expect(await arns()).toEqual([first, second]);
  await send('DeleteListener', { ListenerArn: first });
  expect(await arns()).toEqual([second]);
  expect(await refusal('DeleteListener', { ListenerArn: first })).toMatchObject({ code: 'ListenerNotFoundException' });
  expect(await refusal('DescribeListeners')).toMatchObject({ code: 'ValidationError' });
});

test('a network listener may be secure and has a policy for its protocols', async () => {
  const tls = await group('tls', { Protocol: 'TLS' });
  const arn = await listener(net, tls, { Protocol: 'TLS', Port: 443, Certificates: [{ CertificateArn: CERTIFICATE }], AlpnPolicy: ['HTTP2Preferred'] });
  expect((await send('DescribeListeners', { ListenerArns: [arn] })).Listeners).toMatchObject([{ Protocol: 'TLS', AlpnPolicy: ['HTTP2Preferred'] }]);
  expect((await send('DescribeListenerAttributes', { ListenerArn: arn })).Attributes).toEqual([{ Key: 'tcp.idle_timeout.seconds', Value: '350' }]);
  expect(await refusal('ModifyListener', { ListenerArn: arn, AlpnPolicy: ['Best'] })).toMatchObject({ code: 'ALPNPolicyNotSupportedException' });
});

test('security policies and limits of the account are told', async () => {
  const { SslPolicies } = await send('DescribeSSLPolicies', { Names: ['ELBSecurityPolicy-TLS13-1-3-2021-06'] });
  expect(SslPolicies).toEqual([
    {
      Name: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
      SslProtocols: ['TLSv1.3'],
      Ciphers: [{ Name: 'TLS_AES_128_GCM_SHA256', Priority: 1 }, { Name: 'TLS_AES_256_GCM_SHA384', Priority: 2 }, { Name: 'TLS_CHACHA20_POLY1305_SHA256', Priority: 3 }],
      SupportedLoadBalancerTypes: ['application', 'network'],
    },
  ]);
  const { SslPolicies: ofNetworks } = await send('DescribeSSLPolicies', { LoadBalancerType: 'network' });
  expect(ofNetworks.map(({ Name }: { Name: string }) => Name)).not.toContain('ELBSecurityPolicy-2015-05');
  expect(await refusal('DescribeSSLPolicies', { Names: ['Best'] })).toMatchObject({ code: 'SSLPolicyNotFoundException' });
  expect((await send('DescribeAccountLimits')).Limits).toContainEqual({ Name: 'targets-per-target-group', Max: '1000' });
});
