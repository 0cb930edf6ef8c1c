import { readState } from './state-file.js';

const resource = (more: object, ...instances: object[]): object => ({ mode: 'managed', type: 'aws_autoscaling_group', name: 'web', instances, ...more });

test('a failed replacement shows the tainted object and the deposed one at one address', () => {
  const state = {
    version: 4,
    outputs: { asg: { value: 'old', type: 'string' } },
    resources: [resource({}, { status: 'tainted', attributes: { name: 'new' } }, { deposed: 'bc18fca2', attributes: { name: 'old' } })],
  };
  expect(readState(JSON.stringify(state))).toEqual({
    outputs: { asg: 'old' },
    resources: [
      { address: 'aws_autoscaling_group.web', type: 'aws_autoscaling_group', tainted: true, attributes: { name: 'new' } },
      { address: 'aws_autoscaling_group.web', type: 'aws_autoscaling_group', tainted: false, deposedKey: 'bc18fca2', attributes: { name: 'old' } },
    ],
  });
});

test.each([
  ['a count', {}, { index_key: 0 }, 'aws_autoscaling_group.web[0]'],
  ['a key', {}, { index_key: 'a"b' }, 'aws_autoscaling_group.web["a\\"b"]'],
  ['a module', { module: 'module.m["x"].module.n' }, {}, 'module.m["x"].module.n.aws_autoscaling_group.web'],
])('the address with %s is as Terraform writes it', (_, more, instance, address) => {
  expect(readState(JSON.stringify({ version: 4, resources: [resource(more, instance)] })).resources[0]?.address).toBe(address);
});

test('data sources are no objects of the state', () => {
  expect(readState(JSON.stringify({ version: 4, resources: [resource({ mode: 'data' }, {})] })).resources).toEqual([]);
});

test.each([[undefined], ['']])('before the first apply (%j) there is nothing', (text) => {
  expect(readState(text)).toEqual({ resources: [], outputs: {} });
});

test('a format that is not known is refused', () => {
  expect(() => readState('{"version":5}')).toThrow('expected a Terraform state of format 4, found 5');
});
