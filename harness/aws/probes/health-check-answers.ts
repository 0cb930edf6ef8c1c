import { balancer } from './prepared-resources.js';
import { answers, call, refused, refusedWith, type Call, type Confidence, type Documented, type InputValue, type Probe } from './probe.js';
import { elbApi, elbGuide, model, reported } from './sources.js';

const RANGES = elbApi('API_HealthCheck');
const FINE = { Target: 'HTTP:80/health', Interval: 15, Timeout: 5, UnhealthyThreshold: 10, HealthyThreshold: 2 } as const;
const INVALID = refused('ValidationError');

/** Values that AWS's reference gives a range for. */
const RANGED: readonly (readonly [id: string, sentence: string, settings: Readonly<Record<string, InputValue>>])[] = [
  ['hc-interval-4', 'an interval of 4 s, below 5', { Interval: 4, Timeout: 2 }],
  ['hc-interval-301', 'an interval of 301 s, above 300', { Interval: 301 }],
  ['hc-timeout-1', 'a timeout of 1 s, below 2', { Timeout: 1 }],
  ['hc-timeout-61', 'a timeout of 61 s, above 60', { Timeout: 61, Interval: 100 }],
  ['hc-timeout-is-interval', 'a timeout as long as the interval', { Timeout: 15 }],
  ['hc-timeout-above-interval', 'a timeout longer than the interval', { Timeout: 20 }],
  ['hc-healthy-1', 'a healthy threshold of 1, below 2', { HealthyThreshold: 1 }],
  ['hc-healthy-11', 'a healthy threshold of 11, above 10', { HealthyThreshold: 11 }],
  ['hc-unhealthy-1', 'an unhealthy threshold of 1, below 2', { UnhealthyThreshold: 1 }],
  ['hc-unhealthy-0', 'an unhealthy threshold of 0, below 2', { UnhealthyThreshold: 0 }],
  ['hc-port-0', 'a target with port 0', { Target: 'HTTP:0/' }],
  ['hc-port-70000', 'a target with port 70000', { Target: 'HTTP:70000/x' }],
  ['hc-long-path', 'a target with a path of 1025 characters', { Target: `HTTP:80/${'a'.repeat(1024)}` }],
];

/** Targets of no form that AWS's reference knows. */
const MALFORMED: readonly (readonly [id: string, sentence: string, Target: string])[] = [
  ['hc-udp', 'the target UDP:80', 'UDP:80'],
  ['hc-icmp', 'the target ICMP', 'ICMP'],
  ['hc-ftp', 'the target FTP:21/', 'FTP:21/'],
  ['hc-no-port', 'the target HTTPBOGUS', 'HTTPBOGUS'],
  ['hc-empty-target', 'an empty target', ''],
];

function asked(id: string, settings: Readonly<Record<string, InputValue>>): Call {
  return call('elb', 'ConfigureHealthCheck', { LoadBalancerName: id, HealthCheck: { ...FINE, ...settings } });
}

const probe = (id: string, sentence: string, settings: Readonly<Record<string, InputValue>>, documented: Documented, source: string, confidence: Confidence): Probe => ({
  id,
  sentence: `a health check with ${sentence}`,
  preparation: [balancer(id)],
  call: asked(id, settings),
  documented,
  source,
  confidence,
});

function form(id: string, parameters: Readonly<Record<string, string>>): Call {
  const all = { Target: 'HTTP:80/health', Interval: '15', Timeout: '5', UnhealthyThreshold: '10', HealthyThreshold: '2', ...parameters };
  const sent = Object.entries(all).filter(([, value]) => value !== '');
  return { ...asked(id, {}), form: Object.fromEntries([['Action', 'ConfigureHealthCheck'], ['Version', '2012-06-01'], ['LoadBalancerName', id], ...sent.map(([name, value]) => [`HealthCheck.${name}`, value])]) };
}

/** ConfigureHealthCheck of classic balancers. */
export const HEALTH_CHECK_ANSWERS: readonly Probe[] = [
  { id: 'hc-fine', sentence: 'a health check with settings that are in range', preparation: [balancer('hc-fine')], call: asked('hc-fine', {}), documented: answers({ HealthCheck: FINE }), source: elbApi('API_ConfigureHealthCheck'), confidence: 'documented' },
  ...RANGED.map(([id, sentence, settings]) => probe(id, sentence, settings, INVALID, RANGES, 'documented')),
  ...MALFORMED.map(([id, sentence, Target]) => probe(id, sentence, { Target }, INVALID, RANGES, 'documented')),
  probe('hc-no-path', 'the target HTTP:80, without a path', { Target: 'HTTP:80' }, refusedWith('ValidationError', 'HealthCheck HTTP Target must specify a port followed by a path that begins with a slash. e.g. HTTP:80/ping/this/path'), reported('AdRoll/goamz/blob/HEAD/elb/elbi_test.go'), 'observed'),
  probe('hc-tcp-with-path', 'the target TCP:80/health', { Target: 'TCP:80/health' }, refusedWith('ValidationError', 'HealthCheck Target must specify a port number'), reported('hashicorp/terraform/issues/8547'), 'observed'),
  // Terraform's provider lets lower case through, so an endpoint that refuses it would fail applies that work.
  probe('hc-lower-case', 'the target http:80/health, in lower case', { Target: 'http:80/health' }, answers({ HealthCheck: { Interval: 15 } }), reported('hashicorp/terraform-provider-aws/blob/main/internal/service/elb/load_balancer.go'), 'inferred'),
  { id: 'hc-interval-abc', sentence: 'a health check with an interval that is no number', preparation: [balancer('hc-interval-abc')], call: form('hc-interval-abc', { Interval: 'abc' }), documented: refused('MalformedInput', 'ValidationError'), source: elbApi('CommonErrors'), confidence: 'inferred' },
  { id: 'hc-no-target', sentence: 'a health check without a target', preparation: [balancer('hc-no-target')], call: form('hc-no-target', { Target: '' }), documented: refused('MissingParameter', 'ValidationError'), source: model('elb 2012-06-01 HealthCheck, required'), confidence: 'documented' },
  { id: 'hc-unknown-balancer', sentence: 'a health check for a balancer that does not exist', preparation: [], call: asked('hc-unknown-balancer', {}), documented: refused('LoadBalancerNotFound'), source: elbApi('API_ConfigureHealthCheck'), confidence: 'documented' },
  {
    id: 'hc-default',
    sentence: 'the health check of a balancer that was never given one',
    preparation: [balancer('hc-default')],
    call: call('elb', 'DescribeLoadBalancers', { LoadBalancerNames: ['hc-default'] }),
    documented: answers({ LoadBalancerDescriptions: [{ HealthCheck: { Target: 'TCP:80', Interval: 30, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 10 } }] }),
    source: elbGuide('elb-healthchecks'),
    confidence: 'documented',
  },
];
