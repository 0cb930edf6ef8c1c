import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ConfigError } from '../model/errors.js';
import { isTerraformFile, scanModule, type ModuleScan } from './module-scan.js';
import { configurationsOf, overrideName, overrideText, type AwsEndpoint } from './override-file.js';

/** A private copy of a user's configuration, with our override files in it. */
export interface ConfigurationCopy {
  /** Copy of the root module. */
  readonly folder: string;
  /** How many configurations of the AWS provider there are in all modules that are folders of the user's. */
  readonly configurations: number;
}

export interface CopyOptions {
  readonly endpoint: AwsEndpoint;
  /** Also copies the user's choice of providers' versions, which a mirror may not hold. */
  readonly withLockFile: boolean;
}

/** What Terraform left there belongs to the real surroundings; the other two are large and none of its business. */
const LEFT_OUT = /^(?:\.terraform|\.git|node_modules|.*\.tfstate(?:\..*)?|\.terraform\.tfstate\.lock\.info|crash\.log)$/;
const LOCK_FILE = '.terraform.lock.hcl';

/**
 * Copies a folder of .tf files, and the folders of modules that they use, below `tree`, each at its own absolute path,
 * so that relative sources keep leading to each other. The user's folders are only read.
 *
 * @throws ConfigError when the folder does not exist or holds no Terraform file
 */
export function copyConfiguration(folder: string, tree: string, options: CopyOptions): ConfigurationCopy {
  const root = resolve(folder);
  demandTerraformFiles(root);
  const scans = copyModules(root, tree, options.withLockFile);
  let configurations = 0;
  for (const [module, scan] of scans) {
    const kind = module === root ? 'root' : 'child';
    const blocks = configurationsOf(scan, kind);
    configurations += blocks.length;
    if (blocks.length === 0) continue;
    const copy = join(tree, module);
    writeFileSync(join(copy, overrideName(readdirSync(copy))), overrideText(scan, options.endpoint, kind));
  }
  return { folder: join(tree, root), configurations };
}

function demandTerraformFiles(root: string): void {
  const found = namesIn(root);
  if (found === undefined) throw new ConfigError(`expected a folder of Terraform files, found no folder at ${root}; name the folder that holds your .tf files`);
  if (found.some(isTerraformFile)) return;
  const beside = found.length === 0 ? 'nothing' : found.slice(0, 5).join(', ');
  throw new ConfigError(`expected files named *.tf in ${root}, found ${beside}; name the folder of the root module`);
}

/** Scans of all modules reached from the root by folders, by their absolute paths. */
function copyModules(root: string, tree: string, withLockFile: boolean): Map<string, ModuleScan> {
  const scans = new Map<string, ModuleScan>();
  const copied: string[] = [];
  const waiting = [root];
  for (let module = waiting.shift(); module !== undefined; module = waiting.shift()) {
    // A source that leads nowhere is Terraform's to complain about.
    if (scans.has(module) || namesIn(module) === undefined) continue;
    if (!copied.some((above) => isWithin(module, above))) {
      copyFolder(module, join(tree, module), [], withLockFile);
      copied.push(module);
    }
    const scan = scanModule(filesOf(module));
    scans.set(module, scan);
    waiting.push(...scan.localModules.map((source) => resolve(module, source)));
  }
  return scans;
}

const isWithin = (folder: string, above: string): boolean => !relative(above, folder).split('/').some((step) => step === '..' || LEFT_OUT.test(step));

const filesOf = (folder: string): { name: string; text: string }[] =>
  (namesIn(folder) ?? []).filter((name) => isTerraformFile(name) && kindOf(join(folder, name)) === 'file').map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));

/** Links become what they lead to: nothing that runs in the copy may reach the user's files through one. */
function copyFolder(from: string, to: string, above: readonly string[], withLockFile: boolean): void {
  const real = realpathSync(from);
  if (above.includes(real)) return;
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter((name) => !LEFT_OUT.test(name) && (withLockFile || name !== LOCK_FILE))) {
    const [source, target] = [join(from, name), join(to, name)];
    const kind = kindOf(source);
    if (kind === 'folder') copyFolder(source, target, [...above, real], withLockFile);
    // A folder that holds another module's comes upon what was copied with that one.
    else if (kind === 'file' && !existsSync(target)) copyFileSync(source, target);
  }
}

function kindOf(path: string): 'file' | 'folder' | 'other' {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() ? 'folder' : found?.isFile() ? 'file' : 'other';
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}
