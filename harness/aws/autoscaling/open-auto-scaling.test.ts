import { autoScalingWithMachines } from './auto-scaling.testing.js';

test('the state page shows groups as plain data, and closing ends their loops and leaves their instances to the region', async () => {
  const region = autoScalingWithMachines({ doubts: { neverHealthy: 'keep', healthCheckPeriod: 0.05 } });
  await region.create('web', { MinSize: 1 });
  const state = region.autoScaling.state();
  expect(JSON.parse(JSON.stringify(state))).toMatchObject([{ name: 'web', deleting: false, release: 'launch-configuration/web', instances: [{ lifecycle: 'InService' }], refreshes: [] }]);
  const [id = ''] = await region.idsOf('web');
  await region.autoScaling.close();
  expect(region.core.instances.find(id)?.state).toBe('running');
  await region.close();
  expect(region.core.instances.list().map((instance) => instance.state)).toEqual(['terminated']);
});
