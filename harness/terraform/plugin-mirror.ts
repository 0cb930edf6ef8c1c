import { readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Names providers in Terraform's own files and is the first folder of each mirror; nothing is asked there by us. */
export const PROVIDER_HOST = 'registry.terraform.io';

/** The AWS provider's full name, and its folder in a mirror. */
export const AWS_PROVIDER = `${PROVIDER_HOST}/hashicorp/aws`;

export interface MirrorSearch {
  /** Folders that would be mirrors themselves. */
  readonly folders: readonly string[];
  /** Folders in which mirrors are looked for. */
  readonly roots: readonly string[];
}

/** Most levels below a root on which a mirror is looked for. */
const DEPTH = 3;

/** Where a mirror may be, those that were named first. */
export function whereMirrorsAre(env: NodeJS.ProcessEnv): MirrorSearch {
  const named = [env.CANARYBED_TERRAFORM_PLUGINS, env.TF_PLUGIN_CACHE_DIR].filter((folder) => folder !== undefined && folder !== '');
  return {
    // The last three are those in which Terraform looks by itself.
    folders: [...(named as string[]), join(homedir(), '.terraform.d/plugins'), '/usr/local/share/terraform/plugins', '/usr/share/terraform/plugins'],
    roots: ['/opt', '/usr/local', '/usr/share'],
  };
}

/** The first folder in Terraform's layout that holds the AWS provider. */
export function findMirror({ folders, roots }: MirrorSearch): string | undefined {
  return folders.find(holdsAws) ?? roots.map((root) => mirrorBelow(root, DEPTH)).find((found) => found !== undefined);
}

/** Full names of all providers in a mirror, which Terraform must not also look for elsewhere. */
export function providersIn(mirror: string): string[] {
  const host = join(mirror, PROVIDER_HOST);
  return foldersIn(host).flatMap((namespace) => foldersIn(join(host, namespace)).map((type) => `${PROVIDER_HOST}/${namespace}/${type}`));
}

const holdsAws = (folder: string): boolean => entriesIn(join(folder, AWS_PROVIDER)).length > 0;

/** Level by level, so that one near the root is found before the folders beside it were looked through. */
function mirrorBelow(root: string, depth: number): string | undefined {
  let level = [root];
  for (let below = 0; below <= depth && level.length > 0; below += 1) {
    const found = level.find(holdsAws);
    if (found !== undefined) return found;
    level = level.flatMap((folder) => foldersIn(folder).map((name) => join(folder, name)));
  }
  return undefined;
}

const foldersIn = (folder: string): string[] => entriesIn(folder).filter((entry) => entry.isDirectory()).map(({ name }) => name);

function entriesIn(folder: string): import('node:fs').Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
