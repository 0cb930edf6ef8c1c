import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cliConfigText } from './cli-config.js';
import { findTerraform } from './find-terraform.js';
import { AWS_PROVIDER, PROVIDER_HOST, findMirror, whereMirrorsAre } from './plugin-mirror.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'canarybed-find-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NOWHERE = { folders: [], roots: [] };

function put(name: string, text = '', mode = 0o644): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
  return path;
}

const program = (name: string, says: string): string => put(name, `#!/bin/sh\n${says}\n`, 0o755);
const VERSION = `echo '{"terraform_version": "1.2.3"}'`;

test('the program on the PATH is taken, unless another is named', async () => {
  const onPath = program('bin/terraform', VERSION);
  const named = program('other/tf', VERSION.replace('1.2.3', '1.9.0'));
  put('early/terraform');
  const PATH = `${join(folder, 'early')}:${join(folder, 'bin')}`;
  expect(await findTerraform({ PATH }, NOWHERE)).toEqual({ found: true, binary: onPath, version: '1.2.3' });
  expect(await findTerraform({ PATH, CANARYBED_TERRAFORM: named }, NOWHERE)).toEqual({ found: true, binary: named, version: '1.9.0' });
});

test.each([
  ['nothing is on the PATH', { PATH: '/nowhere' }, 'no program named terraform is on the PATH', 'Install Terraform, or name'],
  ['the name leads nowhere', { CANARYBED_TERRAFORM: '/nowhere/terraform' }, 'CANARYBED_TERRAFORM names /nowhere/terraform, where there is no program', 'Name the program itself'],
  ['the name is a folder', { CANARYBED_TERRAFORM: tmpdir() }, `CANARYBED_TERRAFORM names ${tmpdir()}, where there is no program`, 'Name the program itself'],
])('it is said what to do when %s', async (_, env, reason, remedy) => {
  expect(await findTerraform(env, NOWHERE)).toEqual({ found: false, reason, remedy: expect.stringContaining(remedy) as unknown });
});

test.each([['exit 1'], ['echo Terraform v0.11'], [`${VERSION}; exit 1`], ['echo "{}"']])('a program that answers by "%s" is not Terraform', async (says) => {
  const found = await findTerraform({ CANARYBED_TERRAFORM: program('terraform', says) }, NOWHERE);
  expect(found).toMatchObject({ found: false, reason: expect.stringContaining('did not tell its version') as unknown });
});

describe('a mirror', () => {
  test('that is named comes before those in the usual places', () => {
    const { folders, roots } = whereMirrorsAre({ CANARYBED_TERRAFORM_PLUGINS: '/a', TF_PLUGIN_CACHE_DIR: '/b' });
    expect([folders.slice(0, 2), roots.length > 0]).toEqual([['/a', '/b'], true]);
    expect(whereMirrorsAre({ CANARYBED_TERRAFORM_PLUGINS: '' }).folders).not.toContain('');
  });

  test.each([
    ['at the top', '.', true],
    ['three levels below', 'a/b/c', true],
    ['four levels below', 'a/b/c/d', false],
  ])('is found below a root %s: %s', (_, where, found) => {
    put(join(where, AWS_PROVIDER, '5.0.0/x/terraform-provider-aws'));
    expect(findMirror({ folders: [], roots: ['/nowhere', folder] })).toBe(found ? join(folder, where) : undefined);
  });

  test('without the AWS provider is none', () => {
    put(join('m', PROVIDER_HOST, 'hashicorp/random/3.0.0/x/terraform-provider-random'));
    mkdirSync(join(folder, 'n', AWS_PROVIDER), { recursive: true });
    expect(findMirror({ folders: [join(folder, 'm'), join(folder, 'n')], roots: [folder] })).toBeUndefined();
  });

  test("is asked alone for what it holds, by Terraform's settings", () => {
    for (const type of ['hashicorp/aws', 'acme/x']) put(join(PROVIDER_HOST, type, '1.0.0/p'));
    expect(cliConfigText(folder, '/cache')).toBe(`disable_checkpoint = true
plugin_cache_dir = "/cache"
provider_installation {
  filesystem_mirror {
    path = "${folder}"
  }
  direct {
    exclude = ["${PROVIDER_HOST}/acme/x", "${PROVIDER_HOST}/hashicorp/aws"]
  }
}
`);
    expect(cliConfigText(folder, folder)).not.toContain('plugin_cache_dir');
    expect(cliConfigText(undefined, undefined)).toBe('disable_checkpoint = true\n');
  });
});
