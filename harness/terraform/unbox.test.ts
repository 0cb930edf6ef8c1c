import { errorsIn } from './unbox.js';

const CAPACITY = "waiting for Auto Scaling Group (web) capacity satisfied: timeout while waiting for state to become 'ok' (last state: 'want at least 2 healthy instance(s) registered to Load Balancer, have 0', timeout: 2m0s)";

test.each([
  ['in a frame', ['╷', `│ Error: ${CAPACITY}`, '│ ', '│   with aws_autoscaling_group.web,', '│   on main.tf line 33, in resource "aws_autoscaling_group" "web":', '│   33: resource "aws_autoscaling_group" "web" {', '│ ', '╵'], [CAPACITY]],
  ['without a frame', ['Initializing...', '', 'Error: Failed to query available provider packages', '', 'Could not retrieve the list of available versions for provider', 'hashicorp/aws: no available releases match', ''], ['Failed to query available provider packages\nCould not retrieve the list of available versions for provider hashicorp/aws: no available releases match']],
  ['with its place before the explanation', ['Error: No value for required variable', '', '  on main.tf line 25:', '  25: variable "n" { type = number }', '', 'The root module input variable "n" is not set, and has no default value. Use', 'a -var option.'], ['No value for required variable\nThe root module input variable "n" is not set, and has no default value. Use a -var option.']],
  ['beside another and a warning', ['╷', '│ Warning: old', '│ ', '│ Will go.', '╵', '╷', '│ Error: one', '╵', '╷', '│ Error: two', '│ ', '│ First.', '│ ', '│ Second.', '╵'], ['one', 'two\nFirst.\nSecond.']],
  ['nowhere', ['Apply complete!', 'aws_elb.web: Error: inside a line'], []],
])('an error %s is found', (_, lines, errors) => {
  expect(errorsIn(lines.join('\n'))).toEqual(errors);
});
