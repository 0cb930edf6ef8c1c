import { scanModule, type ModuleScan } from './module-scan.js';
import { configurationsOf, overrideName, overrideText } from './override-file.js';

const ENDPOINT = { url: 'http://127.0.0.1:4566', accessKeyId: 'key', secretAccessKey: 'secret' };
const scanOf = (text: string): ModuleScan => scanModule([{ name: 'main.tf', text }]);

test('a root module without a word on the provider gets all that keeps calls here', () => {
  expect(overrideText(scanOf(''), ENDPOINT, 'root')).toBe(`terraform {
  backend "local" {}
}

provider "aws" {
  access_key = "key"
  secret_key = "secret"
  max_retries = 2
  skip_credentials_validation = true
  skip_metadata_api_check = true
  skip_requesting_account_id = true
  skip_region_validation = true
  endpoints {
    elb = "http://127.0.0.1:4566"
    elbv2 = "http://127.0.0.1:4566"
    autoscaling = "http://127.0.0.1:4566"
    ec2 = "http://127.0.0.1:4566"
    sts = "http://127.0.0.1:4566"
    iam = "http://127.0.0.1:4566"
  }
}
`);
});

test("what leads elsewhere is taken away where the user's files know it", () => {
  const text = overrideText(scanOf('provider "aws" {\n  profile = "x"\n  assume_role {\n    role_arn = "y"\n  }\n  default_tags {}\n}'), ENDPOINT, 'root');
  expect(text).toContain('  profile = null\n');
  expect(text).toContain('  dynamic "assume_role" {\n    for_each = []\n    content {}\n  }\n');
  expect(text).not.toMatch(/https_proxy|web_identity|default_tags/);
});

test.each<[string, 'root' | 'child', string, unknown[]]>([
  ['the root has a default beside an alias', 'root', 'provider "aws" { alias = "a" }', [{ name: 'aws' }, { name: 'aws', alias: 'a' }]],
  ['the root has its own default', 'root', 'provider "aws" {}', [{ name: 'aws' }]],
  ['a module inherits', 'child', '', []],
  ['a module has its own', 'child', 'provider "aws" { alias = "a" }', [{ name: 'aws', alias: 'a' }]],
])('%s', (_, kind, text, configurations) => {
  expect(configurationsOf(scanOf(text), kind)).toEqual(configurations);
});

test.each<[string[], string]>([
  [['main.tf', 'zz_override.tf', 'override.tf'], '~canarybed_override.tf'],
  [['~~x_override.tf.json'], '~~x~_override.tf'],
  [['ä_override.tf', 'main.tf'], 'ä~_override.tf'],
])('beside %j the override file is named %s', (others, name) => {
  expect(overrideName(others)).toBe(name);
});
