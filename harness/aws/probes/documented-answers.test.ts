import { actionsOf } from '../wire/operation.js';
import { modules } from '../wire/sdk-clients.testing.js';
import { DOCUMENTED_ANSWERS } from './documented-answers.js';
import { documentedLine } from './documented-line.js';
import type { InputValue, Probe } from './probe.js';

const knownIn = (value: InputValue): string[] =>
  typeof value !== 'object' ? [] : '$known' in value ? [String(value.$known)] : Object.values(value as Readonly<Record<string, InputValue>>).flatMap(knownIn);

const callsOf = ({ preparation, call }: Probe) => [...preparation.map((step) => step.call), call];

test('no two probes have the same id, or ask the same', () => {
  const ids = DOCUMENTED_ANSWERS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const sentences = DOCUMENTED_ANSWERS.map(({ sentence }) => sentence);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test.each(DOCUMENTED_ANSWERS.map((probe) => [probe.id, probe] as const))('%s has an answer, and a source for it', (_, { source, documented }) => {
  expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com\/.+\.html|github\.com\/[\w.-]+\/[\w.-]+\/.+)$|^botocore model: \S/);
  expect(documented.refused?.length ?? documented.answers).toBeTruthy();
  expect(documentedLine(documented)).toMatch(/^[24]\d\d/);
});

test('what is called documented comes from AWS, and what is called observed from others', () => {
  for (const { id, source, confidence } of DOCUMENTED_ANSWERS.filter((probe) => probe.confidence !== 'inferred')) {
    expect([id, source.startsWith('https://github.com/')]).toEqual([id, confidence === 'observed']);
  }
});

test('a text is claimed to be that of AWS only where somebody saw it', () => {
  const claimed = DOCUMENTED_ANSWERS.filter(({ documented }) => documented.refused?.some(({ text }) => text !== undefined));
  expect(claimed.length).toBeGreaterThan(5);
  expect(claimed.filter(({ confidence }) => confidence !== 'observed')).toEqual([]);
});

test('only operations that AWS has are called', () => {
  const actions = Object.fromEntries(Object.entries(modules).map(([service, module]) => [service, actionsOf(module)]));
  for (const { service, action } of DOCUMENTED_ANSWERS.flatMap(callsOf)) expect(actions[service]).toContain(action);
});

test('values are kept before they are used', () => {
  for (const { id, preparation, call } of DOCUMENTED_ANSWERS) {
    const values = ['image', 'zone'];
    for (const step of preparation) {
      expect([id, knownIn(step.call.input).filter((name) => !values.includes(name))]).toEqual([id, []]);
      values.push(...Object.keys(step.keep ?? {}));
    }
    expect([id, knownIn(call.input).filter((name) => !values.includes(name))]).toEqual([id, []]);
  }
});

test('probes make things under names of their own, so that each may be asked alone', () => {
  const NAMES = ['LoadBalancerName', 'LaunchConfigurationName', 'AutoScalingGroupName', 'LaunchTemplateName', 'Name'];
  const makers = new Map<string, Set<string>>();
  for (const probe of DOCUMENTED_ANSWERS) {
    for (const { service, action, input } of callsOf(probe).filter((call) => /^Create(?!LoadBalancerListeners|LaunchTemplateVersion)/.test(call.action))) {
      const name = NAMES.map((member) => input[member]).find((value) => typeof value === 'string');
      const made = `${service} ${action} ${String(name)}`;
      makers.set(made, (makers.get(made) ?? new Set()).add(probe.id));
    }
  }
  expect([...makers].filter(([, ids]) => ids.size > 1)).toEqual([]);
});

test('names of balancers that are to be made are as AWS wants them', () => {
  const names = DOCUMENTED_ANSWERS.flatMap(({ preparation }) => preparation.map(({ call }) => call)).filter(({ action }) => action === 'CreateLoadBalancer').map(({ input }) => input.LoadBalancerName);
  for (const name of names) expect(name).toMatch(/^[a-z\d](?:[a-z\d-]{0,30}[a-z\d])?$/);
});
