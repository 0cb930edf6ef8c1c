import { balancer, HTTP_LISTENER } from './prepared-resources.js';
import { answers, call, prepared, refused, refusedWith, type Call, type Documented, type InputValue, type Probe } from './probe.js';
import { elbApi, elbGuide, reported } from './sources.js';

const CREATE = elbApi('API_CreateLoadBalancer');
const LISTENER = elbApi('API_Listener');
const INVALID = refused('ValidationError');

const create = (LoadBalancerName: string, more: Readonly<Record<string, InputValue>> = {}): Call => balancer(LoadBalancerName, more).call;
const listener = (settings: Readonly<Record<string, InputValue>>): Readonly<Record<string, InputValue>> => ({ Listeners: [{ ...HTTP_LISTENER, ...settings }] });
const addListener = (LoadBalancerName: string, settings: Readonly<Record<string, InputValue>>): Call => call('elb', 'CreateLoadBalancerListeners', { LoadBalancerName, ...listener(settings) });
const described = (name: string): Call => call('elb', 'DescribeLoadBalancers', { LoadBalancerNames: [name] });
const ofOne = (description: NonNullable<Documented['answers']>): Documented => answers({ LoadBalancerDescriptions: [description] });

/** Neither of AWS's two codes is said to be that of this mistake. */
const MIXED: Documented = { refused: [{ code: 'ValidationError', status: 400 }, { code: 'InvalidConfigurationRequest', status: 409 }] };

/** Classic balancers: creation, listeners, attributes. */
export const BALANCER_ANSWERS: readonly Probe[] = [
  {
    id: 'lb-same-again',
    sentence: 'a balancer created again with the same settings',
    preparation: [balancer('lb-same-again')],
    call: create('lb-same-again'),
    // The reference lists the error for any name that is taken; people report that an equal request is answered as the first was.
    documented: { ...refused('DuplicateLoadBalancerName'), answers: { DNSName: { $text: true } } },
    source: reported('AdRoll/goamz/issues/166'),
    confidence: 'observed',
  },
  { id: 'lb-taken-name', sentence: 'a balancer created again with other listeners', preparation: [balancer('lb-taken-name')], call: create('lb-taken-name', listener({ LoadBalancerPort: 81 })), documented: refused('DuplicateLoadBalancerName'), source: CREATE, confidence: 'documented' },
  { id: 'lb-long-name', sentence: 'a balancer with a name of 33 characters', preparation: [], call: create('a'.repeat(33)), documented: INVALID, source: CREATE, confidence: 'documented' },
  { id: 'lb-bad-name', sentence: 'a balancer named "-bad_name"', preparation: [], call: create('-bad_name'), documented: INVALID, source: CREATE, confidence: 'documented' },
  { id: 'lb-no-listeners', sentence: 'a balancer without listeners', preparation: [], call: create('lb-no-listeners', { Listeners: [] }), documented: INVALID, source: CREATE, confidence: 'documented' },
  { id: 'lb-nowhere', sentence: 'a balancer without availability zones and subnets', preparation: [], call: create('lb-nowhere', { AvailabilityZones: [] }), documented: INVALID, source: CREATE, confidence: 'documented' },
  { id: 'lb-bad-zone', sentence: 'a balancer in an availability zone that does not exist', preparation: [], call: create('lb-bad-zone', { AvailabilityZones: ['us-east-1z'] }), documented: INVALID, source: CREATE, confidence: 'inferred' },
  { id: 'lb-bad-protocol', sentence: 'a balancer with a listener of protocol GOPHER', preparation: [], call: create('lb-bad-protocol', listener({ Protocol: 'GOPHER', InstanceProtocol: 'GOPHER' })), documented: refused('UnsupportedProtocol', 'ValidationError'), source: CREATE, confidence: 'documented' },
  { id: 'lb-port-0', sentence: 'a balancer with a listener on port 0', preparation: [], call: create('lb-port-0', listener({ LoadBalancerPort: 0 })), documented: INVALID, source: LISTENER, confidence: 'documented' },
  { id: 'lb-bad-scheme', sentence: 'a balancer with the scheme "bogus"', preparation: [], call: create('lb-bad-scheme', { Scheme: 'bogus' }), documented: refused('InvalidScheme'), source: CREATE, confidence: 'documented' },
  { id: 'listener-layers', sentence: 'a listener that forwards TCP to HTTP', preparation: [balancer('listener-layers')], call: addListener('listener-layers', { LoadBalancerPort: 91, Protocol: 'TCP' }), documented: MIXED, source: LISTENER, confidence: 'documented' },
  {
    id: 'listener-https',
    sentence: 'the instance protocol of a listener that forwards HTTP to HTTPS',
    preparation: [balancer('listener-https', listener({ InstanceProtocol: 'HTTPS', InstancePort: 443 }))],
    call: described('listener-https'),
    documented: ofOne({ ListenerDescriptions: [{ Listener: { Protocol: 'HTTP', InstanceProtocol: 'HTTPS', InstancePort: 443 } }] }),
    source: LISTENER,
    confidence: 'documented',
  },
  {
    id: 'listener-again',
    sentence: 'a listener created again with the same settings',
    preparation: [balancer('listener-again')],
    call: addListener('listener-again', {}),
    documented: answers({}),
    source: elbApi('API_CreateLoadBalancerListeners'),
    confidence: 'documented',
  },
  {
    id: 'listener-deleted',
    sentence: 'the listeners left after two of three were deleted',
    preparation: [
      balancer('listener-deleted', { Listeners: [80, 90, 92].map((LoadBalancerPort) => ({ ...HTTP_LISTENER, LoadBalancerPort })) }),
      prepared('elb', 'DeleteLoadBalancerListeners', { LoadBalancerName: 'listener-deleted', LoadBalancerPorts: [90, 92] }),
    ],
    call: described('listener-deleted'),
    documented: ofOne({ ListenerDescriptions: [{ Listener: { LoadBalancerPort: 80 } }] }),
    source: elbApi('API_DeleteLoadBalancerListeners'),
    confidence: 'documented',
  },
  { id: 'listener-nowhere', sentence: 'a listener for a balancer that does not exist', preparation: [], call: addListener('listener-nowhere', {}), documented: refused('LoadBalancerNotFound'), source: elbApi('API_CreateLoadBalancerListeners'), confidence: 'documented' },
  { id: 'lb-unknown', sentence: 'a description of a balancer that does not exist', preparation: [], call: described('lb-unknown'), documented: refusedWith('LoadBalancerNotFound', "There is no ACTIVE Load Balancer named 'lb-unknown'"), source: reported('mitchellh/goamz/blob/HEAD/elb/responses_test.go'), confidence: 'observed' },
  { id: 'lb-delete-unknown', sentence: 'the deletion of a balancer that does not exist', preparation: [], call: call('elb', 'DeleteLoadBalancer', { LoadBalancerName: 'lb-delete-unknown' }), documented: answers({}), source: elbApi('API_DeleteLoadBalancer'), confidence: 'documented' },
  {
    id: 'attributes-unknown',
    sentence: 'the attributes of a balancer that does not exist',
    preparation: [],
    call: call('elb', 'DescribeLoadBalancerAttributes', { LoadBalancerName: 'attributes-unknown' }),
    documented: refused('LoadBalancerNotFound'),
    source: elbApi('API_DescribeLoadBalancerAttributes'),
    confidence: 'documented',
  },
  {
    id: 'attributes-default',
    sentence: 'the attributes of a balancer that was never given any',
    preparation: [balancer('attributes-default')],
    call: call('elb', 'DescribeLoadBalancerAttributes', { LoadBalancerName: 'attributes-default' }),
    documented: answers({ LoadBalancerAttributes: { CrossZoneLoadBalancing: { Enabled: false }, AccessLog: { Enabled: false }, ConnectionDraining: { Enabled: false }, ConnectionSettings: { IdleTimeout: 60 } } }),
    source: elbGuide('config-idle-timeout'),
    confidence: 'documented',
  },
  {
    id: 'idle-timeout-0',
    sentence: 'an idle timeout of 0 s, below 1',
    preparation: [balancer('idle-timeout-0')],
    call: call('elb', 'ModifyLoadBalancerAttributes', { LoadBalancerName: 'idle-timeout-0', LoadBalancerAttributes: { ConnectionSettings: { IdleTimeout: 0 } } }),
    documented: INVALID,
    source: elbApi('API_ConnectionSettings'),
    confidence: 'documented',
  },
  {
    id: 'draining-kept',
    sentence: 'the draining timeout after draining was turned off without naming it',
    preparation: [
      balancer('draining-kept'),
      prepared('elb', 'ModifyLoadBalancerAttributes', { LoadBalancerName: 'draining-kept', LoadBalancerAttributes: { ConnectionDraining: { Enabled: true, Timeout: 10 } } }),
      prepared('elb', 'ModifyLoadBalancerAttributes', { LoadBalancerName: 'draining-kept', LoadBalancerAttributes: { ConnectionDraining: { Enabled: false } } }),
    ],
    call: call('elb', 'DescribeLoadBalancerAttributes', { LoadBalancerName: 'draining-kept' }),
    documented: answers({ LoadBalancerAttributes: { ConnectionDraining: { Enabled: false, Timeout: 10 } } }),
    // Terraform's provider writes it so, and its second plan is empty at AWS.
    source: reported('hashicorp/terraform-provider-aws/blob/main/internal/service/elb/load_balancer.go'),
    confidence: 'inferred',
  },
  {
    id: 'desync-once',
    sentence: 'the desync mitigation mode after it was set twice',
    preparation: [
      balancer('desync-once'),
      ...['monitor', 'strictest'].map((Value) =>
        prepared('elb', 'ModifyLoadBalancerAttributes', { LoadBalancerName: 'desync-once', LoadBalancerAttributes: { AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value }] } })),
    ],
    call: call('elb', 'DescribeLoadBalancerAttributes', { LoadBalancerName: 'desync-once' }),
    documented: answers({ LoadBalancerAttributes: { AdditionalAttributes: [{ Key: 'elb.http.desyncmitigationmode', Value: 'strictest' }] } }),
    source: elbApi('API_AdditionalAttribute'),
    confidence: 'documented',
  },
  { id: 'elb-limits', sentence: 'the limits of the account', preparation: [], call: call('elb', 'DescribeAccountLimits'), documented: answers({ Limits: { $some: { Name: { $text: true }, Max: { $text: true } } } }), source: elbApi('API_DescribeAccountLimits'), confidence: 'documented' },
  { id: 'elb-policy-types', sentence: 'the types of policies', preparation: [], call: call('elb', 'DescribeLoadBalancerPolicyTypes'), documented: answers({ PolicyTypeDescriptions: { $some: { PolicyTypeName: { $text: true } } } }), source: elbApi('API_DescribeLoadBalancerPolicyTypes'), confidence: 'documented' },
  {
    id: 'unknown-action',
    sentence: 'an action that there is not',
    preparation: [],
    call: { ...call('elb', 'DescribeLoadBalancers'), form: { Action: 'DescribeNothing', Version: '2012-06-01' } },
    documented: refused('InvalidAction'),
    source: elbApi('CommonErrors'),
    confidence: 'documented',
  },
];
