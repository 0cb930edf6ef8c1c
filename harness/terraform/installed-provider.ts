import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { AWS_PROVIDER } from './plugin-mirror.js';

/** The provider that `init` has chosen for a configuration. */
export interface InstalledProvider {
  readonly version: string;
  readonly binary: string;
}

/** Finds the AWS provider in a folder that `init` has filled; undefined when the configuration has none. */
export function installedProvider(dataFolder: string): InstalledProvider | undefined {
  try {
    const provider = join(dataFolder, 'providers', AWS_PROVIDER);
    const [version = ''] = readdirSync(provider);
    const [platform = ''] = readdirSync(join(provider, version));
    const folder = join(provider, version, platform);
    const program = readdirSync(folder).find((name) => name.startsWith('terraform-provider-aws'));
    return program === undefined ? undefined : { version, binary: realpathSync(join(folder, program)) };
  } catch {
    return undefined;
  }
}
