import { AlreadyExistsFault } from '@aws-sdk/client-auto-scaling';
import { AccessPointNotFoundException } from '@aws-sdk/client-elastic-load-balancing';
import type { Door, DoorAnswer, DoorRequest } from './door-request.js';
import { QueryError } from './query-error.js';
import { createDoor, type DoorOptions } from './router.js';
import { serviceOfVersion, type ServiceKey } from './services.js';
import type { HandlersByService, RequestContext } from './types.js';

const VERSIONS: Readonly<Record<ServiceKey, string>> = {
  elb: '2012-06-01', elbv2: '2015-12-01', autoscaling: '2011-01-01', sts: '2011-06-15', ec2: '2016-11-15',
};

/** A few operations of each service that answer with what they were given. */
export function tinyHandlers(seen: { input?: unknown; context?: RequestContext } = {}): HandlersByService {
  const see = (input: unknown, context: RequestContext): void => {
    Object.assign(seen, { input, context });
  };
  return {
    elb: {
      ConfigureHealthCheck: (input, context) => {
        see(input, context);
        return { HealthCheck: input.HealthCheck };
      },
      CreateLoadBalancer: (input, context) => {
        see(input, context);
        return { DNSName: `${input.LoadBalancerName}.test` };
      },
      DeleteLoadBalancer: see,
      DescribeLoadBalancers: (input, context) => {
        see(input, context);
        return { LoadBalancerDescriptions: (input.LoadBalancerNames ?? []).map((LoadBalancerName) => ({ LoadBalancerName })) };
      },
      DescribeInstanceHealth: ({ LoadBalancerName, Instances = [] }) => {
        if (LoadBalancerName === 'none') throw new AccessPointNotFoundException({ message: `There is no ACTIVE Load Balancer named '${LoadBalancerName}'`, $metadata: {} });
        return { InstanceStates: Instances.map(({ InstanceId }) => ({ InstanceId, State: 'InService', ReasonCode: 'N/A', Description: 'N/A' })) };
      },
      DescribeLoadBalancerPolicies: () => {
        throw new TypeError('secret of the door');
      },
    },
    elbv2: { DescribeTargetHealth: ({ Targets = [] }) => ({ TargetHealthDescriptions: Targets.map((Target) => ({ Target, TargetHealth: { State: 'healthy' } })) }) },
    autoscaling: {
      CreateAutoScalingGroup: (input, context) => {
        see(input, context);
        if (input.AutoScalingGroupName === 'taken') throw new AlreadyExistsFault({ message: 'AutoScalingGroup by this name already exists', $metadata: {} });
      },
      PutScalingPolicy: (input, context) => {
        see(input, context);
        return {};
      },
      PutScheduledUpdateGroupAction: see,
    },
    sts: { GetCallerIdentity: (_, { accessKeyId = 'nobody', region }) => ({ Account: '000000000000', UserId: accessKeyId, Arn: `arn:aws:iam::000000000000:user/${region}` }) },
    ec2: {
      RunInstances: (input, context) => {
        see(input, context);
        return { Instances: [] };
      },
      CreateTags: see,
      DescribeImages: ({ ImageIds = [] }) => {
        if (ImageIds.includes('ami-none')) throw new QueryError('InvalidAMIID.NotFound', "The image id '[ami-none]' does not exist");
        return { Images: ImageIds.map((ImageId) => ({ ImageId, RootDeviceName: '/dev/xvda' })) };
      },
    },
  };
}

export const tinyDoor = (options: DoorOptions = {}, seen: { input?: unknown; context?: RequestContext } = {}): Door => createDoor(tinyHandlers(seen), options);

/** A posted form; `parameters` as in a URL, or by name. */
export function posted(parameters: string | Readonly<Record<string, string>>, more: Partial<DoorRequest> = {}): DoorRequest {
  return { method: 'POST', query: '', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(parameters).toString(), ...more };
}

/** The form of an operation. */
export const asking = (service: ServiceKey, Action: string, parameters: Readonly<Record<string, string>> = {}): DoorRequest =>
  posted({ Action, Version: VERSIONS[service], ...parameters });

/** Status, code and text of a refusal, in the form that its service must have. */
export function refusalIn({ status, body }: DoorAnswer): { status: number; code: string; message: string; form: 'query' | 'ec2'; namespace?: string } {
  const query = /^<ErrorResponse xmlns="([^"]+)"><Error><Type>(Sender|Receiver)<\/Type><Code>([^<]+)<\/Code><Message>([^<]*)<\/Message><\/Error><RequestId>[0-9a-f-]{36}<\/RequestId><\/ErrorResponse>$/.exec(body);
  if (query) return { status, code: query[3] ?? '', message: unescaped(query[4] ?? ''), form: 'query', namespace: query[1] ?? '' };
  const ec2 = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<Response><Errors><Error><Code>([^<]+)<\/Code><Message>([^<]*)<\/Message><\/Error><\/Errors><RequestID>[0-9a-f-]{36}<\/RequestID><\/Response>$/.exec(body);
  if (ec2) return { status, code: ec2[1] ?? '', message: unescaped(ec2[2] ?? ''), form: 'ec2' };
  throw new Error(`no error of AWS: ${status} ${body}`);
}

const unescaped = (text: string): string => text.replace(/&apos;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');

/** The namespace that a version's answers have. */
export const namespaceOf = (service: ServiceKey): string => serviceOfVersion(VERSIONS[service])?.xmlNamespace ?? '';
