import { balancer, group, groupInput, launchConfiguration } from './prepared-resources.js';
import { answers, call, known, prepared, refused, refusedWith, type Probe } from './probe.js';
import { autoScalingApi, ec2Api, elbApi, reported } from './sources.js';

const CREATE = autoScalingApi('API_CreateAutoScalingGroup');
const CREATE_CONFIGURATION = autoScalingApi('API_CreateLaunchConfiguration');
const INVALID = refused('ValidationError');
const TAKEN = refused('AlreadyExists');
const launched = (name: string) => prepared('autoscaling', 'DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] }, { until: { AutoScalingGroups: [{ Instances: { $some: { InstanceId: { $text: true } } } }] } });

/** Auto Scaling groups, what they launch from, and their refreshes. */
export const GROUP_ANSWERS: readonly Probe[] = [
  {
    id: 'lc-unknown-image',
    sentence: 'a launch configuration with an image that does not exist',
    preparation: [],
    call: call('autoscaling', 'CreateLaunchConfiguration', { LaunchConfigurationName: 'lc-unknown-image', ImageId: 'ami-0fffffffffffffff0', InstanceType: 't3.micro' }),
    documented: INVALID,
    source: CREATE_CONFIGURATION,
    confidence: 'inferred',
  },
  { id: 'lc-taken-name', sentence: 'a launch configuration with a name that is taken', preparation: [launchConfiguration('lc-taken-name')], call: launchConfiguration('lc-taken-name').call, documented: refusedWith('AlreadyExists', 'Launch Configuration by this name already exists - A launch configuration already exists with the name lc-taken-name'), source: reported('ulamlabs/terraform-aws-rabbitmq/issues/10'), confidence: 'observed' },
  {
    id: 'lc-in-use',
    sentence: 'the deletion of a launch configuration that a group uses',
    preparation: group('lc-in-use', 0),
    call: call('autoscaling', 'DeleteLaunchConfiguration', { LaunchConfigurationName: 'lc-in-use' }),
    documented: refusedWith('ResourceInUse', 'Cannot delete launch configuration lc-in-use because it is attached to AutoScalingGroup lc-in-use'),
    source: reported('hashicorp/terraform/issues/2958'),
    confidence: 'observed',
  },
  {
    id: 'lc-unknown',
    sentence: 'the deletion of a launch configuration that does not exist',
    preparation: [],
    call: call('autoscaling', 'DeleteLaunchConfiguration', { LaunchConfigurationName: 'lc-unknown' }),
    documented: refusedWith('ValidationError', 'Launch configuration name not found - Launch configuration lc-unknown not found'),
    source: reported('spinnaker/clouddriver/pull/5068'),
    confidence: 'observed',
  },
  { id: 'asg-unknown-lc', sentence: 'a group with a launch configuration that does not exist', preparation: [], call: call('autoscaling', 'CreateAutoScalingGroup', groupInput('asg-unknown-lc', 0)), documented: INVALID, source: CREATE, confidence: 'inferred' },
  {
    id: 'asg-unknown-balancer',
    sentence: 'a group behind a balancer that does not exist',
    preparation: [launchConfiguration('asg-unknown-balancer')],
    call: call('autoscaling', 'CreateAutoScalingGroup', { ...groupInput('asg-unknown-balancer', 0), LoadBalancerNames: ['no-such-balancer'] }),
    documented: refusedWith('ValidationError', 'Provided Load Balancers may not be valid. Please ensure they exist and try again.'),
    source: reported('ansible/autoscaling-blog/issues/8'),
    confidence: 'observed',
  },
  {
    id: 'asg-min-above-max',
    sentence: 'a group with a least size above its greatest',
    preparation: [launchConfiguration('asg-min-above-max')],
    call: call('autoscaling', 'CreateAutoScalingGroup', { ...groupInput('asg-min-above-max', 2), MaxSize: 1 }),
    documented: INVALID,
    source: CREATE,
    confidence: 'inferred',
  },
  { id: 'asg-taken-name', sentence: 'a group with a name that is taken', preparation: group('asg-taken-name', 0), call: call('autoscaling', 'CreateAutoScalingGroup', groupInput('asg-taken-name', 0)), documented: TAKEN, source: CREATE, confidence: 'documented' },
  {
    id: 'asg-with-instances',
    sentence: 'the deletion, not forced, of a group with an instance',
    preparation: [...group('asg-with-instances', 1), launched('asg-with-instances')],
    call: call('autoscaling', 'DeleteAutoScalingGroup', { AutoScalingGroupName: 'asg-with-instances' }),
    documented: refused('ResourceInUse', 'ScalingActivityInProgress'),
    source: autoScalingApi('API_DeleteAutoScalingGroup'),
    confidence: 'documented',
  },
  { id: 'asg-unknown', sentence: 'the deletion of a group that does not exist', preparation: [], call: call('autoscaling', 'DeleteAutoScalingGroup', { AutoScalingGroupName: 'asg-unknown' }), documented: INVALID, source: reported('aws/aws-sdk-go/issues/1151'), confidence: 'observed' },
  {
    id: 'asg-activities',
    sentence: 'the scaling activities of a group that launched an instance',
    preparation: group('asg-activities', 1),
    call: call('autoscaling', 'DescribeScalingActivities', { AutoScalingGroupName: 'asg-activities' }),
    documented: answers({ Activities: { $some: { AutoScalingGroupName: 'asg-activities', Cause: { $text: true }, StatusCode: { $text: true } } } }),
    source: autoScalingApi('API_DescribeScalingActivities'),
    confidence: 'documented',
    eventually: true,
  },
  {
    id: 'asg-side-by-side',
    sentence: 'the instances of a balancer with two groups of one instance each',
    preparation: [
      balancer('asg-side-by-side'),
      ...['old', 'canary'].flatMap((side) => [...group(`asg-side-by-side-${side}`, 1, { LoadBalancerNames: ['asg-side-by-side'] }), launched(`asg-side-by-side-${side}`)]),
    ],
    call: call('elb', 'DescribeInstanceHealth', { LoadBalancerName: 'asg-side-by-side' }),
    documented: answers({ InstanceStates: [{}, {}] }),
    source: elbApi('API_DescribeInstanceHealth'),
    confidence: 'inferred',
    eventually: true,
  },
  {
    id: 'refresh-started',
    sentence: 'an instance refresh',
    preparation: [...group('refresh-started', 1), launched('refresh-started')],
    call: call('autoscaling', 'StartInstanceRefresh', { AutoScalingGroupName: 'refresh-started' }),
    documented: answers({ InstanceRefreshId: { $text: true } }),
    source: autoScalingApi('API_StartInstanceRefresh'),
    confidence: 'documented',
  },
  {
    id: 'refreshes-none',
    sentence: 'the instance refreshes of a group that had none',
    preparation: group('refreshes-none', 0),
    call: call('autoscaling', 'DescribeInstanceRefreshes', { AutoScalingGroupName: 'refreshes-none' }),
    documented: answers({ InstanceRefreshes: [] }),
    source: autoScalingApi('API_DescribeInstanceRefreshes'),
    confidence: 'documented',
  },
  {
    id: 'traffic-sources',
    sentence: 'the traffic sources of a group behind a balancer',
    preparation: [balancer('traffic-sources'), ...group('traffic-sources', 0, { LoadBalancerNames: ['traffic-sources'] })],
    call: call('autoscaling', 'DescribeTrafficSources', { AutoScalingGroupName: 'traffic-sources' }),
    documented: answers({ TrafficSources: [{ Identifier: 'traffic-sources', Type: 'elb' }] }),
    source: autoScalingApi('API_TrafficSourceState'),
    confidence: 'documented',
  },
  {
    id: 'template-version',
    sentence: 'a group of one from the second version of a launch template, whose user data are empty',
    preparation: [
      prepared('ec2', 'CreateLaunchTemplate', { LaunchTemplateName: 'template-version', LaunchTemplateData: { ImageId: known('image'), InstanceType: 't3.micro' } }, { keep: { template: 'LaunchTemplate.LaunchTemplateId' } }),
      prepared('ec2', 'CreateLaunchTemplateVersion', { LaunchTemplateId: known('template'), LaunchTemplateData: { ImageId: known('image'), InstanceType: 't3.micro', UserData: '' } }),
    ],
    call: call('autoscaling', 'CreateAutoScalingGroup', {
      AutoScalingGroupName: 'template-version',
      LaunchTemplate: { LaunchTemplateId: known('template'), Version: '2' },
      MinSize: 1,
      MaxSize: 1,
      AvailabilityZones: [known('zone')],
    }),
    documented: answers({}),
    source: ec2Api('API_CreateLaunchTemplateVersion'),
    confidence: 'documented',
  },
];
