import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copyConfiguration, type ConfigurationCopy } from './configuration-copy.js';
import { contentOf } from './terraform-bench.testing.js';

const ENDPOINT = { url: 'http://127.0.0.1:1234', accessKeyId: 'key', secretAccessKey: 'secret' };
const OVERRIDE = '~canarybed_override.tf';
let user = '';
let tree = '';

beforeEach(() => {
  user = mkdtempSync(join(tmpdir(), 'canarybed-copy-test-'));
  tree = mkdtempSync(join(tmpdir(), 'canarybed-copy-test-'));
});
afterEach(() => [user, tree].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function put(name: string, text = ''): void {
  mkdirSync(dirname(join(user, name)), { recursive: true });
  writeFileSync(join(user, name), text);
}

const copy = (root: string, withLockFile = false): ConfigurationCopy => copyConfiguration(join(user, root), tree, { endpoint: ENDPOINT, withLockFile });
const copied = (name: string): boolean => existsSync(join(tree, user, name));

test('state, locks and what Terraform keeps stay behind; everything else comes along', () => {
  const stays = ['web/.terraform/x', 'web/terraform.tfstate', 'web/a.tfstate.backup', 'web/.terraform.tfstate.lock.info', 'web/.git/config', 'web/node_modules/x/y.js', 'web/.terraform.lock.hcl'];
  const comes = ['web/main.tf', 'web/terraform.tfvars', 'web/files/user-data.sh', 'web/.tflint.hcl'];
  for (const name of [...stays, ...comes]) put(name, name);
  const before = contentOf(user);
  expect(copy('web')).toEqual({ folder: join(tree, user, 'web'), configurations: 1 });
  expect([...stays, ...comes].filter(copied)).toEqual(comes);
  expect(readFileSync(join(tree, user, 'web', OVERRIDE), 'utf8')).toContain('backend "local" {}');
  expect(contentOf(user)).toEqual(before);
});

test("without a mirror the user's choice of versions holds", () => {
  put('web/main.tf');
  put('web/.terraform.lock.hcl');
  copy('web', true);
  expect(copied('web/.terraform.lock.hcl')).toBe(true);
});

test('modules in other folders are copied to where their sources lead, those of modules too', () => {
  put('envs/prod/main.tf', 'module "a" { source = "../../modules/a" }\nmodule "in" { source = "./in" }\nmodule "gone" { source = "../gone" }');
  put('envs/prod/in/main.tf', 'provider "aws" { alias = "x" }');
  put('modules/a/main.tf', 'module "b" { source = "../b" }\nmodule "back" { source = "../.." }');
  put('modules/b/main.tf', 'provider "aws" {}\nprovider "aws" { alias = "y" }');
  put('modules/unused/main.tf');
  expect(copy('envs/prod')).toEqual({ folder: join(tree, user, 'envs/prod'), configurations: 4 });
  const overridden = ['envs/prod', 'envs/prod/in', 'modules/a', 'modules/b'].map((folder) => copied(join(folder, OVERRIDE)));
  expect(overridden).toEqual([true, true, false, true]);
  expect(readFileSync(join(tree, user, 'modules/b', OVERRIDE), 'utf8')).not.toContain('backend');
});

test('links become what they lead to, and none is followed round and round', () => {
  put('shared/vars.tf', 'variable "x" {}');
  put('web/main.tf');
  symlinkSync('../shared/vars.tf', join(user, 'web/vars.tf'));
  symlinkSync('../shared', join(user, 'web/linked'));
  symlinkSync('.', join(user, 'web/loop'));
  symlinkSync('/nowhere', join(user, 'web/dangling.tf'));
  const { folder } = copy('web');
  writeFileSync(join(folder, 'vars.tf'), 'changed');
  writeFileSync(join(folder, 'linked/vars.tf'), 'changed');
  expect(readFileSync(join(user, 'shared/vars.tf'), 'utf8')).toBe('variable "x" {}');
  expect(['web/loop', 'web/dangling.tf'].filter(copied)).toEqual([]);
});
