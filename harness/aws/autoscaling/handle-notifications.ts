import { changeableGroup, groupNamed, type AutoScalingHandlers, type AutoScalingService } from './auto-scaling-service.js';
import { invalid } from './invalid.js';
import { paged } from './paging.js';

/** AWS: DescribeAutoScalingNotificationTypes. */
const TYPES = [
  'autoscaling:EC2_INSTANCE_LAUNCH', 'autoscaling:EC2_INSTANCE_LAUNCH_ERROR', 'autoscaling:EC2_INSTANCE_TERMINATE',
  'autoscaling:EC2_INSTANCE_TERMINATE_ERROR', 'autoscaling:TEST_NOTIFICATION',
];

/** Notifications, which are kept and read back; nobody is sent any. AWS: EC2 Auto Scaling API. */
export const notificationHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  PutNotificationConfiguration: ({ AutoScalingGroupName, TopicARN, NotificationTypes }) => {
    const group = changeableGroup(service, AutoScalingGroupName);
    const unknown = NotificationTypes.find((type) => !TYPES.includes(type));
    if (unknown !== undefined) throw invalid(`Notification type '${unknown}' is not valid. It must be one of ${TYPES.join(', ')}`);
    if (!TopicARN.startsWith('arn:')) throw invalid(`TopicARN must be the ARN of a topic, found '${TopicARN}'`);
    group.stored.notifications.set(TopicARN, new Set(NotificationTypes));
    return {};
  },

  DescribeNotificationConfigurations: ({ AutoScalingGroupNames: names = [], ...page }) => {
    const { groups } = service;
    const asked = names.length === 0 ? groups.list() : names.map((name) => groupNamed(service, name));
    const all = asked.flatMap(({ name, stored }) =>
      [...stored.notifications].flatMap(([TopicARN, types]) => [...types].map((NotificationType) => ({ AutoScalingGroupName: name, TopicARN, NotificationType }))),
    );
    const { items, NextToken } = paged(service, all, page);
    return { NotificationConfigurations: items, NextToken };
  },

  DeleteNotificationConfiguration: ({ AutoScalingGroupName, TopicARN }) => {
    changeableGroup(service, AutoScalingGroupName).stored.notifications.delete(TopicARN);
    return {};
  },

  DescribeAutoScalingNotificationTypes: () => ({ AutoScalingNotificationTypes: TYPES }),
});
