import { tinyHandlers } from '../../harness/aws/wire/tiny-door.testing.js';
import { allActions, operationsTable, servedBy } from './operations-table.js';

test('operations are served when they have a handler, given or made', async () => {
  const { elb, sts } = await servedBy({ ...tinyHandlers(), sts: () => ({ GetCallerIdentity: () => ({}) }) });
  expect(elb).toContain('DescribeInstanceHealth');
  expect(sts).toEqual(['GetCallerIdentity']);
});

test('all others that AWS has are refused', async () => {
  const [all, served] = [await allActions(), await servedBy(tinyHandlers())];
  expect(all.elb?.length).toBe(29);
  const [, , ...rows] = operationsTable(all, served).split('\n');
  expect(rows.map((row) => row.split(' | ')[0])).toEqual(['| Elastic Load Balancing, classic', '| Elastic Load Balancing, application and network', '| EC2 Auto Scaling', '| EC2', '| STS']);
  const [, servedCell, refusedCell] = rows[0]?.split(' | ') ?? [];
  expect(servedCell).toBe('6: **Configure** HealthCheck; **Create** LoadBalancer; **Delete** LoadBalancer; **Describe** InstanceHealth, LoadBalancerPolicies, LoadBalancers');
  expect(refusedCell).toMatch(/^23: \*\*Add\*\* Tags; /);
  expect(rows[3]).toMatch(/ \| the other \d{3} \|$/);
});

test('a service that serves nothing says so', () => {
  expect(operationsTable({ sts: ['GetCallerIdentity'] }, {})).toContain('| STS | none | 1: **Get** CallerIdentity |');
});
