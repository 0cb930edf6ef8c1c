import { readUiLine } from './ui-lines.js';

const line = (fields: object): string => JSON.stringify({ '@level': 'info', '@module': 'terraform.ui', ...fields });

test.each([
  ['a plan', { '@message': 'Plan: 2 to add, 1 to change, 4 to destroy.', type: 'change_summary', changes: { add: 2, change: 1, import: 0, remove: 4, operation: 'plan' } }, { add: 2, change: 1, destroy: 4, operation: 'plan' }],
  ['an apply', { '@message': 'Apply complete! Resources: 1 added, 0 changed, 0 destroyed.', type: 'change_summary', changes: { add: 1, change: 0, remove: 0, operation: 'apply' } }, { add: 1, change: 0, destroy: 0, operation: 'apply' }],
  ['a version that leaves counts out', { '@message': 'Destroy complete!', type: 'change_summary', changes: { operation: 'destroy' } }, { add: 0, change: 0, destroy: 0, operation: 'destroy' }],
])('counts of %s are read', (_, fields, counts) => {
  expect(readUiLine(line(fields))).toEqual({ text: fields['@message'], counts });
});

test.each([
  ['summary alone', { severity: 'error', summary: 'it failed', detail: '', address: 'aws_elb.web' }, { severity: 'error', message: 'it failed', address: 'aws_elb.web' }, 'Error: it failed'],
  ['summary and detail', { severity: 'error', summary: 'Value for undeclared variable', detail: 'A variable named "zz" was assigned' }, { severity: 'error', message: 'Value for undeclared variable\nA variable named "zz" was assigned' }, 'Error: Value for undeclared variable\nA variable named "zz" was assigned'],
  ['a warning', { severity: 'warning', summary: 'old', detail: '' }, { severity: 'warning', message: 'old' }, 'Warning: old'],
])('a diagnostic with %s is read', (_, diagnostic, read, text) => {
  expect(readUiLine(line({ '@message': 'Error: it failed', type: 'diagnostic', diagnostic }))).toEqual({ text, diagnostic: read });
});

test.each([
  ['progress', line({ '@message': 'aws_elb.web: Still creating... [10s elapsed]', type: 'apply_progress' }), 'aws_elb.web: Still creating... [10s elapsed]'],
  ['a line that is no JSON', 'panic: runtime error', 'panic: runtime error'],
  ['JSON that is cut off', '{"@message":"App', '{"@message":"App'],
  ["another program's JSON", '{"message":"x"}', '{"message":"x"}'],
  ['a summary without changes', line({ '@message': 'x', type: 'change_summary' }), 'x'],
])('%s is text', (_, text, shown) => {
  expect(readUiLine(text)).toEqual({ text: shown });
});
