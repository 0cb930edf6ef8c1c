import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from './model/errors.js';
import type { TerraformPolicy } from './model/fleet-plan.js';
import type { ScenarioSettings, TerraformChange } from './model/scenario.js';

/** Settings whose place is in the Terraform files. */
const IN_THE_FILES = ['balancer', 'healthCheck', 'instances', 'group', 'draining', 'slowStart'] as const satisfies readonly (keyof ScenarioSettings)[];

export const isTerraform = (rollout: ScenarioSettings['rollout']): rollout is TerraformChange => typeof rollout === 'object' && 'terraform' in rollout;

/**
 * A rollout by a user's own Terraform files. Relative folders are those of the working directory.
 * @throws ConfigError for a folder that does not exist, and for settings that only the files can have
 */
export function terraformPolicy({ terraform, variables = {}, image = 'ami', region = 'us-east-1' }: TerraformChange, options: ScenarioSettings): TerraformPolicy {
  const folder = resolve(terraform);
  if (!existsSync(folder)) throw new ConfigError(`rollout.terraform: expected a folder with Terraform files, found nothing at ${folder}`);
  if (image in variables) throw new ConfigError(`rollout.variables: "${image}" is given by canarybed, one value for what runs now and one for the canary; leave it out, or name another by "image"`);
  const stray = IN_THE_FILES.find((name) => options[name] !== undefined);
  if (stray !== undefined) throw new ConfigError(`"${stray}" is as the Terraform files have it: set it there, or by a variable of theirs`);
  if (options.pace === 'fast') throw new ConfigError('pace: Terraform waits in real time; expected "realtime", or no pace');
  return { policy: 'terraform', folder, variables, imageVariable: image, region };
}
