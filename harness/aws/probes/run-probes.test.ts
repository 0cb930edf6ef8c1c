import { AccessPointNotFoundException } from '@aws-sdk/client-elastic-load-balancing';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { QueryError } from '../wire/query-error.js';
import { createDoor } from '../wire/router.js';
import { KEYS } from '../wire/sdk-clients.testing.js';
import { serveDoor, type ServedDoor } from '../wire/serve-door.js';
import type { HandlersByService } from '../wire/types.js';
import { DOCUMENTED_ANSWERS } from './documented-answers.js';
import { expectDocumentedAnswers } from './expect-documented-answers.testing.js';
import { answers, call, known, prepared, refusedWith, type Probe } from './probe.js';
import { runProbes, type ProbeAnswer } from './run-probes.testing.js';

const OPTIONS = { image: 'ami-1' };
const probesOf = (...ids: readonly string[]): readonly Probe[] => DOCUMENTED_ANSWERS.filter(({ id }) => ids.includes(id));

/** As much of a region as some probes need; it starts instances when it is asked about them the third time. */
function fewHandlers(asked: string[]): HandlersByService {
  let describes = 0;
  return {
    elb: {
      CreateLoadBalancer: ({ LoadBalancerName, AvailabilityZones }) => {
        asked.push(`${LoadBalancerName} ${String(AvailabilityZones)}`);
        return { DNSName: 'dns' };
      },
      ConfigureHealthCheck: ({ LoadBalancerName, HealthCheck }) => {
        if (LoadBalancerName === 'hc-unknown-balancer') throw new AccessPointNotFoundException({ message: 'none', $metadata: {} });
        if (HealthCheck.Target === 'HTTP:80') throw new QueryError('ValidationError', 'a text of our own');
        return { HealthCheck };
      },
      DescribeInstanceHealth: () => ({ InstanceStates: [{ InstanceId: 'i-1', State: 'OutOfService', ReasonCode: 'ELB', Description: 'Instance registration is still in progress.' }] }),
      RegisterInstancesWithLoadBalancer: ({ Instances }) => ({ Instances }),
    },
    ec2: {
      RunInstances: ({ ImageId }) => {
        asked.push(String(ImageId));
        return { Instances: [{ InstanceId: 'i-1' }] };
      },
      DescribeInstances: ({ InstanceIds = [] }) => {
        describes += 1;
        return { Reservations: [{ Instances: [{ InstanceId: InstanceIds[0], State: { Name: describes < 3 ? 'pending' : 'running' } }] }] };
      },
    },
  };
}

let served: ServedDoor;
const asked: string[] = [];

beforeAll(async () => {
  served = await serveDoor(createDoor(fewHandlers(asked), { credentials: [KEYS] }));
});
afterAll(() => served.close());

const only = async (probe: Probe, url = served.url): Promise<ProbeAnswer> => {
  const [answer] = await runProbes(url, { ...OPTIONS, probes: [probe] });
  if (!answer) throw new Error('expected an answer to each probe');
  return answer;
};

test('a probe is answered as documented when its answer contains what AWS documents', async () => {
  const [fine] = probesOf('hc-fine');
  expect(await only(fine as Probe)).toMatchObject({ asDocumented: true, answered: '200 {"HealthCheck":{"Target":"HTTP:80/health","Interval":15,"Timeout":5,"UnhealthyThreshold":10,"HealthyThreshold":2}}' });
  expect(asked).toContain('hc-fine us-east-1a');
});

test('and is not when something else is answered', async () => {
  const [refusing] = probesOf('hc-interval-4');
  expect(await only(refusing as Probe)).toMatchObject({ asDocumented: false, answered: expect.stringContaining('"Interval":4') as string });
});

test('errors are told by the code that was sent, and not by the name that a client gives them', async () => {
  const [unknown] = probesOf('hc-unknown-balancer');
  expect(await only(unknown as Probe)).toEqual({ probe: unknown, asDocumented: true, answered: '400 LoadBalancerNotFound: none' });
});

test("an error has its status, and AWS's text is compared where it is known", async () => {
  const [noPath] = probesOf('hc-no-path');
  expect(await only(noPath as Probe)).toMatchObject({ asDocumented: true, sameText: false });
  expect(await only({ ...(noPath as Probe), documented: refusedWith('ValidationError', 'a text of our own') })).toMatchObject({ asDocumented: true, sameText: true });
  expect(await only({ ...(noPath as Probe), documented: { refused: [{ code: 'ValidationError', status: 409 }] } })).toMatchObject({ asDocumented: false });
});

test('forms that no client would send are sent signed', async () => {
  const answered = await runProbes(served.url, { ...OPTIONS, probes: probesOf('hc-interval-abc', 'hc-no-target', 'unknown-action') });
  expect(answered.map(({ answered: line, asDocumented }) => [line.split(':')[0], asDocumented])).toEqual([
    ['400 MalformedInput', true],
    ['400 ValidationError', true],
    ['400 InvalidAction', true],
  ]);
});

test('a preparation is waited for, and what it answers is used', async () => {
  const [atFirst] = probesOf('health-at-first');
  expect(await only(atFirst as Probe)).toMatchObject({ asDocumented: true });
  expect(asked).toContain('ami-1');
});

test('a preparation that fails is told, and the probe is not asked', async () => {
  const [group] = probesOf('asg-taken-name');
  expect(await only(group as Probe)).toMatchObject({ asDocumented: false, answered: expect.stringMatching(/^not asked: CreateLaunchConfiguration answered 400 InvalidAction: /) as string });
});

test('a value that was never kept is an error of the probe', async () => {
  const probe: Probe = { id: 'x', sentence: 'x', preparation: [prepared('ec2', 'RunInstances', { ImageId: known('nobody') })], call: call('ec2', 'DescribeInstances'), documented: answers({}), source: '', confidence: 'inferred' };
  await expect(only(probe)).rejects.toThrow('expected a value named "nobody" from an earlier answer, found image, zone');
});

test('all that is not as AWS documents fails together, with the sources', async () => {
  const probes = probesOf('hc-fine', 'hc-interval-4', 'hc-no-path');
  await expect(expectDocumentedAnswers(served.url, { ...OPTIONS, probes: probesOf('hc-fine') })).resolves.toBeUndefined();
  const failure = await expectDocumentedAnswers(served.url, { ...OPTIONS, probes }).catch((error: Error) => error.message);
  expect(failure).toContain('hc-interval-4: 200');
  expect(failure).toContain('API_HealthCheck.html');
  expect(failure).toContain('hc-no-path: 400 ValidationError: a text of our own, where AWS answers 400 ValidationError: HealthCheck HTTP Target');
  expect(failure).not.toContain('hc-fine');
});

describe('an endpoint that breaks', () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(500, { 'content-type': 'text/html' }).end('<!doctype html><title>500</title>'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => void server.close());

  test('is told as such', async () => {
    const [unknown] = probesOf('lb-unknown');
    expect(await only(unknown as Probe, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)).toMatchObject({ asDocumented: false, answered: "500, no answer of AWS's form" });
  });
});

test('nobody at the endpoint is an error, and no answer', async () => {
  const gone = await serveDoor(createDoor({}));
  await gone.close();
  await expect(runProbes(gone.url, { ...OPTIONS, probes: probesOf('lb-unknown') })).rejects.toThrow('ECONNREFUSED');
});
