import { isOverride, isTerraformFile, scanModule } from './module-scan.js';

const scan = (text: string, name = 'main.tf'): { providers: unknown; localModules: unknown } => {
  const { providers, localModules } = scanModule([{ name, text }]);
  return { providers, localModules };
};

test.each<[string, string, unknown[]]>([
  ['nothing', '', []],
  ['a block', 'provider "aws" {\n  region = "eu-west-1"\n}', [{ name: 'aws' }]],
  ['a block without quotes', 'provider aws {}', [{ name: 'aws' }]],
  ['aliases', 'provider "aws" { alias = "a" }\nprovider "aws" {\n  assume_role {\n    alias = "no"\n  }\n  alias="b"\n}', [{ name: 'aws', alias: 'a' }, { name: 'aws', alias: 'b' }]],
  ['other providers', 'provider "random" {}\nresource "x" "y" {\n  provider = aws.a\n}', []],
  ['comments', '# provider "aws" {}\n// provider "aws" {}\n/* provider "aws" {\n} */\nprovider "aws" { # alias = "x"\n}', [{ name: 'aws' }]],
  ['a heredoc', 'locals {\n  a = <<-EOT\n    provider "aws" { alias = "x" }\n    }\n  EOT\n  b = 1\n}\nprovider "aws" { alias = "y" }', [{ name: 'aws', alias: 'y' }]],
  ['strings with brackets and templates', 'locals {\n  a = "}${join("}", ["{"])}"\n  b = "$${"\n  c = "\\"{"\n}\nprovider "aws" { alias = "y" }', [{ name: 'aws', alias: 'y' }]],
  ['a comment sign in a string', 'locals { a = "http://x/#y" }\nprovider "aws" {}', [{ name: 'aws' }]],
  ['a name of its own', 'terraform {\n  required_providers {\n    cloud = {\n      version = "~> 5.0"\n      source = "hashicorp/aws"\n    }\n    random = { source = "hashicorp/random" }\n  }\n}\nprovider "cloud" { alias = "x" }\nprovider "random" {}', [{ name: 'cloud', alias: 'x' }]],
  ['a name of ours for something else', 'terraform {\n  required_providers {\n    aws = { source = "acme/aws-like" }\n  }\n}\nprovider "aws" {}', []],
  ['a text that is cut off', 'provider "aws" {\n  alias = "x"\n', [{ name: 'aws', alias: 'x' }]],
])('configurations in %s', (_, text, providers) => {
  expect(scan(text).providers).toEqual(providers);
});

test('local modules alone are followed', () => {
  const text = ['./a', '../b/c', 'hashicorp/consul/aws', 'git::https://x/y.git', '/abs'].map((source, index) => `module "m${index}" {\n  source = "${source}"\n}\n`);
  expect(scan(text.join('')).localModules).toEqual(['./a', '../b/c']);
});

test('files in JSON say the same', () => {
  const file = {
    provider: [{ aws: [{ region: 'x' }, { alias: 'w' }] }, { random: {} }],
    module: { a: { source: './a' }, b: { source: 'x/y/z' } },
    terraform: { required_providers: { aws: { source: 'registry.example/hashicorp/aws' } } },
  };
  expect(scan(JSON.stringify(file), 'main.tf.json')).toEqual({ providers: [{ name: 'aws' }, { name: 'aws', alias: 'w' }], localModules: ['./a'] });
  expect(scan('{', 'main.tf.json')).toEqual({ providers: [], localModules: [] });
});

test.each([['override.tf', true], ['a_override.tf.json', true], ['overrides.tf', false], ['myoverride.tf', false]])('%s merges over others: %s', (name, yes) => {
  expect(isOverride(name)).toBe(yes);
});

test.each([['main.tf', true], ['main.tf.json', true], ['.hidden.tf', false], ['main.tfvars', false], ['main.tf~', false]])('%s is read by Terraform: %s', (name, yes) => {
  expect(isTerraformFile(name)).toBe(yes);
});
