import { join } from 'node:path';
import { contentOf, describeWithTerraform, LAUNCH_CONFIGURATION, TerraformBench } from './terraform-bench.testing.js';

describeWithTerraform('a configuration that would reach a real account', () => {
  let bench: TerraformBench;
  const before = { ...process.env };
  jest.setTimeout(300_000);
  beforeAll(async () => {
    bench = await TerraformBench.open();
    Object.assign(process.env, {
      AWS_PROFILE: 'production', AWS_CONFIG_FILE: '/nowhere/config', AWS_SESSION_TOKEN: 'real', AWS_ENDPOINT_URL: bench.trapUrl, AWS_ENDPOINT_URL_SQS: bench.trapUrl,
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_CA_BUNDLE: '/etc/ssl/certs/ca-certificates.crt', HTTP_PROXY: bench.trapUrl, HTTPS_PROXY: bench.trapUrl,
      NO_PROXY: 'amazonaws.com', TF_CLI_ARGS_plan: '-destroy', TF_LOG: 'trace', TF_WORKSPACE: 'production', TF_VAR_ami: 'ami-of-shell',
    });
  });
  afterAll(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
    await bench.close();
  });
  afterEach(() => expect(bench.trapped).toEqual([]));

  /** Everything in it leads away from the endpoint. */
  const provider = (more = ''): string => `
provider "aws" {
  ${more}
  region              = "eu-west-1"
  profile             = "production"
  shared_config_files = ["/nowhere/config"]
  allowed_account_ids = ["123456789012"]
  http_proxy          = "${bench.trapUrl}"
  https_proxy         = "${bench.trapUrl}"
  token               = "real"
  sts_region          = "us-east-1"
  use_fips_endpoint   = true
  assume_role {
    role_arn = "arn:aws:iam::123456789012:role/deploy"
  }
  default_tags {
    tags = { team = "web" }
  }
  endpoints {
    autoscaling = "${bench.trapUrl}"
    s3          = "${bench.trapUrl}"
    sqs         = "${bench.trapUrl}"
  }
}
`;
  const backend = (): string => `terraform {\n  backend "s3" {\n    bucket = "states"\n    key = "web"\n    region = "eu-west-1"\n    endpoints = { s3 = "${bench.trapUrl}" }\n  }\n}\n`;

  test("is asked of the endpoint alone, in its own region, with the shell's value for a variable", async () => {
    const folder = bench.folderWith({ 'main.tf': backend() + provider() + LAUNCH_CONFIGURATION, 'zz_override.tf': `provider "aws" {\n  endpoints {\n    autoscaling = "${bench.trapUrl}"\n  }\n}\n` });
    const was = contentOf(folder);
    const terraform = await bench.opened(folder);
    expect(await terraform.apply()).toMatchObject({ ok: true, add: 1 });
    expect(bench.asked).toContain('create web-ami-of-shell in eu-west-1');
    expect(contentOf(folder)).toEqual(was);
  });

  test('also in configurations with an alias and in modules beside the folder, each by its own', async () => {
    const module = provider() + LAUNCH_CONFIGURATION;
    const folder = bench.folderWith({
      'envs/prod/main.tf': `${provider('alias = "west"').replace('eu-west-1', 'us-west-2')}
resource "aws_launch_configuration" "west" {
  provider      = aws.west
  name          = "west"
  image_id      = "ami-5"
  instance_type = "t3.micro"
}
module "web" {
  source = "../../modules/web"
  ami    = "ami-6"
}
`,
      'modules/web/main.tf': module,
    });
    const terraform = await bench.opened(join(folder, 'envs/prod'));
    expect(await terraform.apply()).toMatchObject({ ok: true, add: 2 });
    expect(bench.asked).toEqual(expect.arrayContaining(['create west in us-west-2', 'create web-ami-6 in eu-west-1']));
  });

  test('calls of services that are not served end at once, and it is said which are', async () => {
    const terraform = await bench.opened(bench.folderWith({ 'main.tf': `${provider()}resource "aws_sqs_queue" "jobs" { name = "jobs" }\n` }));
    const failed = await terraform.apply();
    expect(failed).toMatchObject({ ok: false, error: expect.stringMatching(/SQS[^]*proxyconnect[^]*canarybed lets no call leave this machine/) as unknown });
  });

  test('programs that it starts find the endpoint, and nothing beyond it', async () => {
    const says = 'echo "url $AWS_ENDPOINT_URL, profile $AWS_PROFILE, proxy $https_proxy, token$AWS_SESSION_TOKEN"';
    const terraform = await bench.opened(bench.folderWith({ 'main.tf': `resource "terraform_data" "x" {\n  provisioner "local-exec" {\n    command = ${JSON.stringify(says)}\n  }\n}\n` }));
    const applied = await terraform.apply();
    expect(applied).toMatchObject({ ok: true });
    expect(applied.output).toContain(`url ${bench.door.url}, profile , proxy http://127.0.0.1:1, token\n`);
  });
});
