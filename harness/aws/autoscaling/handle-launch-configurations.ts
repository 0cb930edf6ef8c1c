import type { AutoScalingHandlers, AutoScalingService } from './auto-scaling-service.js';
import { createLaunchConfiguration } from './create-launch-configuration.js';
import { invalid } from './invalid.js';
import { paged } from './paging.js';

/** Launch configurations. AWS: EC2 Auto Scaling API. */
export const launchConfigurationHandlers = (service: AutoScalingService): AutoScalingHandlers => ({
  CreateLaunchConfiguration: (given) => {
    createLaunchConfiguration(service, given);
    return {};
  },

  DescribeLaunchConfigurations: ({ LaunchConfigurationNames: names = [], ...page }) => {
    const all = [...service.configurations.values()];
    const asked = names.length === 0 ? all : all.filter(({ LaunchConfigurationName }) => names.includes(LaunchConfigurationName));
    const { items, NextToken } = paged(service, asked, page);
    return { LaunchConfigurations: items, NextToken };
  },

  DeleteLaunchConfiguration: ({ LaunchConfigurationName: name }) => {
    const { configurations, groups, sdk } = service;
    if (!configurations.has(name)) throw invalid(`Launch configuration name not found - Launch configuration ${name} not found`);
    const user = groups.list().find(({ source }) => source.kind === 'configuration' && source.name === name);
    if (user) throw new sdk.ResourceInUseFault({ message: `Cannot delete launch configuration ${name} because it is attached to AutoScalingGroup ${user.name}`, $metadata: {} });
    configurations.delete(name);
    return {};
  },
});
