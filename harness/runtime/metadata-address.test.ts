import { LoadBalancer } from '../balancer/load-balancer.js';
import { ManualClock } from '../model/clock.js';
import type { BalancerKind } from '../model/health-check.js';
import type { Release } from '../model/release.js';
import { SMALL_RELEASE } from '../model/release.testing.js';
import { planLaunch } from './carry-out/plan.js';
import type { Instance } from './instance.js';
import { launchInstance } from './launch.js';
import { RunBench, until } from './run-bench.testing.js';
import { onlyCopy } from './working-copies.js';

/** An app that allows its own address alone, as a framework with a list of allowed hosts does, and learns it from its metadata. */
const STRICT = `
  const endpoint = process.env.IMDS + '/latest/';
  const headers = { 'x-aws-ec2-metadata-token-ttl-seconds': '60' };
  const ask = async () => {
    const token = await (await fetch(endpoint + 'api/token', { method: 'PUT', headers })).text();
    return (await fetch(endpoint + 'meta-data/local-ipv4', { headers: { 'x-aws-ec2-metadata-token': token } })).text();
  };
  ask().then((own) => {
    console.log('own ' + own);
    require('node:http').createServer(({ headers: { host } }, answer) => {
      console.log('host ' + host);
      answer.statusCode = host.replace(/:\\d+$/, '') === own ? 200 : 400;
      answer.end('x');
    }).listen(Number(process.env.PORT));
  });
`;

let bench: RunBench;
let clock: ManualClock;
const instances: Instance[] = [];
beforeEach(() => {
  [bench, clock] = [new RunBench(), new ManualClock()];
});
afterEach(async () => {
  clock.stop();
  await Promise.all(instances.splice(0).map((instance) => instance.stop()));
  await bench.close();
});

async function launch(id: string, privateAddress: string): Promise<Instance> {
  const release: Release = { ...SMALL_RELEASE, folder: '/nowhere', command: ['node', 'main.cjs'], metadata: { setting: 'IMDS' } };
  const plan = planLaunch(release, [], release.healthCheck);
  const instance = await launchInstance(bench.runtime, {
    id, privateAddress, plan, clock, copy: onlyCopy(bench.folderWith({ 'main.cjs': STRICT })), bootLimit: 30, onEvent: () => undefined,
  });
  instances.push(instance);
  await until('it listens', () => instance.listening);
  return instance;
}

const said = ({ logs }: Instance, what: string): string | undefined => logs.find(new RegExp(`^${what} `))?.line.slice(what.length + 1);

test.each<[BalancerKind, string]>([
  ['classic', ''],
  ['application', ':80'],
])('what an instance learns of its address is what checks of a %s balancer ask for', async (kind, port) => {
  const fleet = await Promise.all([launch('i-1', '10.0.1.23'), launch('i-2', '10.0.2.7')]);
  let checked = 0;
  const balancer = new LoadBalancer<Instance>({
    scenario: 'test',
    kind,
    healthCheck: { ...SMALL_RELEASE.healthCheck, healthyThreshold: 2, initialSuccesses: 1 },
    clock,
    journal: { write: () => undefined },
    busyLimit: 1,
    onChecked: () => (checked += 1),
  });
  for (const instance of fleet) balancer.register(instance, 0);
  await clock.advanceTo(0);
  await until('both are checked', () => checked === 2);
  balancer.stopChecks();
  expect(fleet.map((instance) => said(instance, 'own'))).toEqual(['10.0.1.23', '10.0.2.7']);
  expect(fleet.map((instance) => said(instance, 'host'))).toEqual([`10.0.1.23${port}`, `10.0.2.7${port}`]);
  expect(fleet.map(({ id }) => balancer.healthOf(id))).toEqual(['InService', 'InService']);
});
