import { documentedLine } from './documented-line.js';
import { answers, refused, refusedWith } from './probe.js';

test.each<[string, Parameters<typeof documentedLine>[0], string]>([
  ['an error', refused('ValidationError'), '400 ValidationError'],
  ['one of two errors', refused('ResourceInUse', 'ScalingActivityInProgress'), '400 ResourceInUse or 400 ScalingActivityInProgress'],
  ['an error without its text', refusedWith('ValidationError', 'no'), '400 ValidationError'],
  ['success', answers({}), '200'],
  ['members', answers({ HealthCheck: { Interval: 30 } }), '200 {"HealthCheck":{"Interval":30}}'],
  ['what may be anything', answers({ A: { $text: true }, B: [{}], C: { $some: { D: { $known: 'instance' } } } }), '200 {"A":"…","B":[{…}],"C":[{"D":the instance},…]}'],
  ['an error or success', { ...refused('Duplicate'), ...answers([]) }, '400 Duplicate or 200'],
])('%s', (_, documented, line) => expect(documentedLine(documented)).toBe(line));
