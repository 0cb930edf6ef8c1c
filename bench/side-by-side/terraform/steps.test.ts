import { stepsOf } from './steps.js';

describe('the steps of an apply', () => {
  test('last from where they begin to where they are complete, also those that overlap', () => {
    const { before, took } = stepsOf([
      { at: 1, text: 'aws_launch_configuration.web: Creating...' },
      { at: 1.25, text: 'aws_elb.web: Creating...' },
      { at: 1.5, text: 'aws_launch_configuration.web: Creation complete after 0s [id=web-1]' },
      { at: 2.25, text: 'aws_elb.web: Creation complete after 1s [id=web]' },
      { at: 2.25, text: 'aws_autoscaling_group.web: Creating...' },
      { at: 12.25, text: 'aws_autoscaling_group.web: Still creating... [10s elapsed]' },
      { at: 15, text: 'aws_autoscaling_group.web: Creation complete after 13s [id=web-1]' },
    ]);
    expect(before).toBe(1);
    expect([...took]).toEqual([
      ['create aws_launch_configuration.web', 0.5],
      ['create aws_elb.web', 1],
      ['create aws_autoscaling_group.web', 12.75],
    ]);
  });

  test('tell what replaces a resource from what it replaces', () => {
    const { took } = stepsOf([
      { at: 0, text: 'aws_autoscaling_group.web: Creating...' },
      { at: 1, text: 'aws_autoscaling_group.web: Creation complete after 1s [id=web-2]' },
      { at: 1, text: 'aws_autoscaling_group.web (deposed object 3c5f97a1): Destroying... [id=web-1]' },
      { at: 3, text: 'aws_autoscaling_group.web (deposed object 3c5f97a1): Destruction complete after 2s' },
      { at: 3, text: 'aws_elb.web: Modifying... [id=web]' },
      { at: 3.5, text: 'aws_elb.web: Modifications complete after 1s [id=web]' },
    ]);
    expect([...took]).toEqual([
      ['create aws_autoscaling_group.web', 1],
      ['destroy aws_autoscaling_group.web', 2],
      ['modify aws_elb.web', 0.5],
    ]);
  });

  test('are none where they do not end', () => {
    expect(stepsOf([{ at: 2, text: 'aws_elb.web: Creating...' }, { at: 3, text: 'Error: no' }])).toEqual({ before: 2, took: new Map() });
  });
});
