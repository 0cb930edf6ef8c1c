import { accessSync, constants, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { findMirror, whereMirrorsAre, type MirrorSearch } from './plugin-mirror.js';
import { runToEnd } from '../programs/run-to-end.js';

export interface TerraformFound {
  readonly found: true;
  readonly binary: string;
  /** Such as `1.11.4`. */
  readonly version: string;
  /** Folder with the AWS provider in Terraform's layout; left out, `terraform init` downloads the provider. */
  readonly mirror?: string;
}

export interface TerraformMissing {
  readonly found: false;
  readonly reason: string;
  readonly remedy: string;
}

/** Wall seconds for the program to tell its version. */
const VERSION_LIMIT = 30;

const missing = (reason: string, remedy: string): TerraformMissing => ({ found: false, reason, remedy });

/**
 * Looks for the program Terraform (named by CANARYBED_TERRAFORM, else on the PATH) and for a mirror with its AWS provider
 * (named by CANARYBED_TERRAFORM_PLUGINS or TF_PLUGIN_CACHE_DIR, else where mirrors usually are).
 *
 * Without a mirror the provider, about 0.7 GB, comes over the network with each workspace's `init`, as it does for
 * Terraform alone; that way is not covered by tests.
 */
export async function findTerraform(env: NodeJS.ProcessEnv = process.env, search: MirrorSearch = whereMirrorsAre(env)): Promise<TerraformFound | TerraformMissing> {
  const named = env.CANARYBED_TERRAFORM;
  const binary = named ? resolve(named) : onPath(env.PATH ?? '');
  if (binary === undefined) {
    return missing('no program named terraform is on the PATH', 'Install Terraform, or name its program by CANARYBED_TERRAFORM.');
  }
  if (!isProgram(binary)) {
    return missing(`CANARYBED_TERRAFORM names ${binary}, where there is no program`, 'Name the program itself, not its folder, or leave the setting out.');
  }
  const version = await versionOf(binary);
  if (version === undefined) {
    return missing(`${binary} did not tell its version when asked by "version -json"`, 'Install Terraform 1.0 or later, or name its program by CANARYBED_TERRAFORM.');
  }
  const mirror = findMirror(search);
  return { found: true, binary, version, ...(mirror === undefined ? {} : { mirror }) };
}

const onPath = (path: string): string | undefined =>
  path.split(delimiter).filter(Boolean).map((folder) => resolve(folder, 'terraform')).find(isProgram);

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function versionOf(binary: string): Promise<string | undefined> {
  let said = '';
  const { code } = await runToEnd(
    {
      command: [binary, 'version', '-json'],
      folder: tmpdir(),
      environment: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', CHECKPOINT_DISABLE: '1', TF_DATA_DIR: join(tmpdir(), 'canarybed-no-terraform-data') },
      onLine: (line, stream) => {
        if (stream === 'stdout') said += `${line}\n`;
      },
    },
    { seconds: VERSION_LIMIT, graceSeconds: 1 },
  );
  return code === 0 ? versionIn(said) : undefined;
}

function versionIn(said: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(said) as { terraform_version?: unknown };
    return typeof version === 'string' ? version : undefined;
  } catch {
    return undefined;
  }
}
