import { balancer, instance, registered } from './prepared-resources.js';
import { answers, call, known, prepared, refused, refusedWith, type Call, type Probe } from './probe.js';
import { elbApi, elbGuide, elbv2Api, reported } from './sources.js';

const REGISTER = elbApi('API_RegisterInstancesWithLoadBalancer');
const HEALTH = elbApi('API_DescribeInstanceHealth');
const STATES = elbApi('API_InstanceState');
const UNKNOWN_ID = 'i-0123456789abcdef0';

const instances = (...ids: readonly string[]) => ids.map((InstanceId) => ({ InstanceId }));
const register = (LoadBalancerName: string, id: string): Call => call('elb', 'RegisterInstancesWithLoadBalancer', { LoadBalancerName, Instances: instances(id) });
const health = (LoadBalancerName: string, ...ids: readonly string[]): Call => call('elb', 'DescribeInstanceHealth', { LoadBalancerName, ...(ids.length > 0 ? { Instances: instances(...ids) } : {}) });
const KNOWN_ONCE = [{ InstanceId: known('instance') }] as const;

/** Instances of classic balancers, and targets: registration and health. */
export const REGISTRATION_ANSWERS: readonly Probe[] = [
  { id: 'register-malformed', sentence: 'the registration of "i-bad"', preparation: [balancer('register-malformed')], call: register('register-malformed', 'i-bad'), documented: refused('InvalidInstance'), source: REGISTER, confidence: 'documented' },
  { id: 'register-unknown', sentence: 'the registration of an instance that does not exist', preparation: [balancer('register-unknown')], call: register('register-unknown', UNKNOWN_ID), documented: refused('InvalidInstance'), source: REGISTER, confidence: 'documented' },
  {
    id: 'register-answer',
    sentence: 'the registration of a running instance',
    preparation: [balancer('register-answer'), ...instance()],
    call: registered('register-answer').call,
    documented: answers({ Instances: KNOWN_ONCE }),
    source: REGISTER,
    confidence: 'documented',
  },
  {
    id: 'register-twice',
    sentence: 'the instances of a balancer with which one was registered twice',
    preparation: [balancer('register-twice'), ...instance(), registered('register-twice'), registered('register-twice')],
    call: call('elb', 'DescribeLoadBalancers', { LoadBalancerNames: ['register-twice'] }),
    documented: answers({ LoadBalancerDescriptions: [{ Instances: KNOWN_ONCE }] }),
    source: REGISTER,
    confidence: 'inferred',
  },
  { id: 'register-nowhere', sentence: 'a registration with a balancer that does not exist', preparation: [...instance()], call: registered('register-nowhere').call, documented: refused('LoadBalancerNotFound'), source: REGISTER, confidence: 'documented' },
  {
    id: 'health-at-first',
    sentence: 'the health of an instance right after its registration',
    preparation: [balancer('health-at-first'), ...instance(), registered('health-at-first')],
    call: health('health-at-first'),
    documented: answers({ InstanceStates: [{ ...KNOWN_ONCE[0], State: 'OutOfService', ReasonCode: 'ELB', Description: 'Instance registration is still in progress.' }] }),
    source: HEALTH,
    confidence: 'documented',
  },
  {
    id: 'health-unregistered',
    sentence: 'the health of an instance that was deregistered',
    preparation: [
      balancer('health-unregistered'),
      ...instance(),
      registered('health-unregistered'),
      prepared('elb', 'DeregisterInstancesFromLoadBalancer', { LoadBalancerName: 'health-unregistered', Instances: KNOWN_ONCE }),
    ],
    call: call('elb', 'DescribeInstanceHealth', { LoadBalancerName: 'health-unregistered', Instances: KNOWN_ONCE }),
    documented: answers({ InstanceStates: [{ ...KNOWN_ONCE[0], State: 'OutOfService', Description: 'Instance is not currently registered with the LoadBalancer.' }] }),
    source: elbGuide('config-conn-drain'),
    confidence: 'documented',
  },
  { id: 'health-unknown', sentence: 'the health of an instance that does not exist', preparation: [balancer('health-unknown')], call: health('health-unknown', UNKNOWN_ID), documented: refusedWith('InvalidInstance', `Could not find EC2 instance ${UNKNOWN_ID}.`), source: reported('mitchellh/goamz/blob/HEAD/elb/responses_test.go'), confidence: 'observed' },
  { id: 'health-malformed', sentence: 'the health of "banana"', preparation: [balancer('health-malformed')], call: health('health-malformed', 'banana'), documented: refused('InvalidInstance'), source: HEALTH, confidence: 'documented' },
  { id: 'health-nowhere', sentence: 'the health of instances of a balancer that does not exist', preparation: [], call: health('health-nowhere'), documented: refusedWith('LoadBalancerNotFound', "There is no ACTIVE Load Balancer named 'health-nowhere'"), source: reported('mitchellh/goamz/blob/HEAD/elb/responses_test.go'), confidence: 'observed' },
  {
    id: 'health-stopped',
    sentence: 'the health of an instance that is stopped',
    preparation: [balancer('health-stopped'), ...instance(), registered('health-stopped'), prepared('ec2', 'StopInstances', { InstanceIds: [known('instance')] })],
    call: health('health-stopped'),
    documented: answers({ InstanceStates: [{ ...KNOWN_ONCE[0], State: 'OutOfService', ReasonCode: 'Instance', Description: 'Instance is in stopped state.' }] }),
    source: STATES,
    // The text is AWS's; whose fault it is follows from what it says.
    confidence: 'inferred',
    eventually: true,
  },
  {
    id: 'health-terminated',
    sentence: 'the health of instances of a balancer whose only one is terminated',
    preparation: [balancer('health-terminated'), ...instance(), registered('health-terminated'), prepared('ec2', 'TerminateInstances', { InstanceIds: [known('instance')] })],
    call: health('health-terminated'),
    documented: answers({ InstanceStates: [] }),
    source: HEALTH,
    confidence: 'documented',
    eventually: true,
  },
  {
    id: 'deregister-unknown',
    sentence: 'the deregistration of an instance that does not exist',
    preparation: [balancer('deregister-unknown')],
    call: call('elb', 'DeregisterInstancesFromLoadBalancer', { LoadBalancerName: 'deregister-unknown', Instances: instances(UNKNOWN_ID) }),
    documented: refused('InvalidInstance'),
    source: elbApi('API_DeregisterInstancesFromLoadBalancer'),
    confidence: 'documented',
  },
  {
    id: 'target-not-in-use',
    sentence: 'the health of a target whose group no listener uses',
    preparation: [
      prepared('ec2', 'DescribeVpcs', { Filters: [{ Name: 'is-default', Values: ['true'] }] }, { keep: { vpc: 'Vpcs.0.VpcId' } }),
      prepared('elbv2', 'CreateTargetGroup', { Name: 'target-not-in-use', Protocol: 'HTTP', Port: 80, VpcId: known('vpc'), TargetType: 'instance' }, { keep: { group: 'TargetGroups.0.TargetGroupArn' } }),
      ...instance(),
      prepared('elbv2', 'RegisterTargets', { TargetGroupArn: known('group'), Targets: [{ Id: known('instance') }] }),
    ],
    call: call('elbv2', 'DescribeTargetHealth', { TargetGroupArn: known('group') }),
    documented: answers({ TargetHealthDescriptions: [{ Target: { Id: known('instance') }, TargetHealth: { State: 'unused', Reason: 'Target.NotInUse' } }] }),
    source: elbv2Api('API_TargetHealth'),
    confidence: 'documented',
  },
];
