import { existsSync } from 'node:fs';
import { ConfigError } from '../model/errors.js';
import { contentOf, describeWithTerraform, LAUNCH_CONFIGURATION, TerraformBench } from './terraform-bench.testing.js';
import { Terraform } from './workspace.js';

describeWithTerraform('Terraform against an endpoint of ours', () => {
  let bench: TerraformBench;
  // Each command costs seconds of CPU, which others may be using.
  jest.setTimeout(300_000);
  beforeAll(async () => {
    bench = await TerraformBench.open();
  });
  afterAll(() => bench.close());

  test('plans, applies, replaces and destroys, and leaves the folder as it was', async () => {
    const folder = bench.folderWith({ 'main.tf': LAUNCH_CONFIGURATION, 'terraform.tfstate': 'the real one' });
    const before = contentOf(folder);
    const terraform = await bench.opened(folder);
    expect([terraform.state(), terraform.outputs()]).toEqual([[], {}]);

    const lines: string[] = [];
    expect(await terraform.plan({ variables: { ami: 'ami-1' } })).toMatchObject({ ok: true, changes: true, add: 1, change: 0, destroy: 0 });
    expect(await terraform.apply({ variables: { ami: 'ami-1' }, onLine: (line) => lines.push(line) })).toMatchObject({ ok: true, exitCode: 0, add: 1 });
    expect(lines).toContain('Apply complete! Resources: 1 added, 0 changed, 0 destroyed.');
    expect(terraform.outputs()).toEqual({ name: 'web-ami-1' });
    expect(terraform.state()).toEqual([
      expect.objectContaining({ address: 'aws_launch_configuration.web', tainted: false, attributes: expect.objectContaining({ image_id: 'ami-1' }) as unknown }),
    ]);

    expect(await terraform.plan({ variables: { ami: 'ami-1' } })).toMatchObject({ ok: true, changes: false, add: 0, destroy: 0 });
    expect(await terraform.apply({ variables: { ami: 'ami-2' } })).toMatchObject({ ok: true, add: 1, destroy: 1 });
    expect(await terraform.destroy({ variables: { ami: 'ami-2' } })).toMatchObject({ ok: true, destroy: 1 });
    expect(terraform.state()).toEqual([]);
    expect(bench.asked.filter((operation) => !operation.startsWith('describe'))).toEqual([
      'create web-ami-1 in us-east-1', 'create web-ami-2 in us-east-1', 'delete web-ami-1', 'delete web-ami-2',
    ]);

    await terraform.close();
    expect([contentOf(folder), existsSync(terraform.folder)]).toEqual([before, false]);
  });

  test("an apply that fails gives the provider's own message", async () => {
    const terraform = await bench.opened(bench.folderWith({ 'main.tf': LAUNCH_CONFIGURATION }));
    const failed = await terraform.apply({ variables: { ami: 'ami-refused' } });
    expect(failed).toMatchObject({ ok: false, exitCode: 1, why: 'failed', diagnostics: [{ severity: 'error', address: 'aws_launch_configuration.web' }] });
    expect(failed).toHaveProperty('error', expect.stringMatching(/^creating Auto Scaling Launch Configuration \(web-ami-refused\): .*ValidationError: You are not authorized to use this image$/));
  });

  test("what Terraform says of variables is passed on", async () => {
    const terraform = await bench.opened(bench.folderWith({ 'main.tf': LAUNCH_CONFIGURATION }));
    expect(await terraform.plan({ variables: { ami: 'ami-1', amy: 'ami-2' } })).toMatchObject({
      ok: false,
      exitCode: 1,
      error: expect.stringMatching(/^Value for undeclared variable\nA variable named "amy" was assigned/) as unknown,
    });
    expect(await terraform.apply()).toMatchObject({ ok: false, error: expect.stringContaining('The root module input variable "ami" is not set') as unknown });
  });

  test('values of every type arrive as they were given', async () => {
    const variables = { text: 'a "b" ${c} %{d}\n1', number: 1.5, truth: true, list: ['${a}', 'b'], map: { 'k.1': { deep: ['%{x}'] } } };
    const declared = Object.keys(variables).map((name) => `variable "${name}" {\n  type = ${name === 'text' ? 'string' : 'any'}\n}\noutput "${name}" {\n  value = var.${name}\n}\n`);
    const terraform = await bench.opened(bench.folderWith({ 'main.tf': declared.join('') }));
    expect(await terraform.apply({ variables })).toMatchObject({ ok: true });
    expect(terraform.outputs()).toEqual(variables);
  });

  test('an init that fails says why', async () => {
    const terraform = bench.open(bench.folderWith({ 'main.tf': 'terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "0.0.1"\n    }\n  }\n}\n' }));
    expect(await terraform.init()).toMatchObject({ ok: false, exitCode: 1, error: expect.stringMatching(/^Failed to query available provider packages\nCould not retrieve .*0\.0\.1/) as unknown });
  });

  test('an apply that is aborted ends although the endpoint does not answer', async () => {
    const terraform = await bench.opened(bench.folderWith({ 'main.tf': LAUNCH_CONFIGURATION }));
    const stop = new AbortController();
    let answer = (): void => undefined;
    bench.onCreate = () => {
      stop.abort();
      return new Promise((resolve) => (answer = resolve));
    };
    try {
      expect(await terraform.apply({ variables: { ami: 'ami-1' }, signal: stop.signal })).toMatchObject({ ok: false, why: 'aborted' });
      expect(await terraform.plan({ variables: { ami: 'ami-1' }, signal: stop.signal })).toMatchObject({ ok: false, exitCode: undefined, why: 'aborted', output: '' });
      bench.onCreate = () => undefined;
      expect(await terraform.apply({ variables: { ami: 'ami-3' } })).toMatchObject({ ok: true });
    } finally {
      bench.onCreate = () => undefined;
      answer();
    }
  });

  test('a command that takes longer than it may is ended', async () => {
    const terraform = bench.open(bench.folderWith({ 'main.tf': LAUNCH_CONFIGURATION }), { graceSeconds: 0 });
    expect(await terraform.init({ limitSeconds: 0.001 })).toMatchObject({ ok: false, exitCode: undefined, why: 'timed-out', error: 'terraform took longer than it may' });
  });

  test('without a pool Terraform starts the provider itself', async () => {
    const terraform = Terraform.open({ terraform: bench.terraform, folder: bench.folderWith({ 'main.tf': LAUNCH_CONFIGURATION }), endpoint: bench.door });
    try {
      expect(await terraform.init()).toMatchObject({ ok: true });
      expect(await terraform.apply({ variables: { ami: 'ami-4' } })).toMatchObject({ ok: true, add: 1 });
    } finally {
      await terraform.close();
    }
  });

  test('two applies at once ask each its own endpoint', async () => {
    const asked: string[] = [];
    const other = await bench.serve(asked);
    try {
      const workspaces = await Promise.all([bench.door, other].map((endpoint) => bench.opened(bench.folderWith({ 'main.tf': LAUNCH_CONFIGURATION }), { endpoint })));
      await Promise.all(workspaces.map((terraform, index) => terraform.apply({ variables: { ami: `ami-at-${index}` } })));
      expect(bench.asked.filter((operation) => operation.includes('ami-at-1'))).toEqual([]);
      expect([...new Set(asked)]).toEqual(['create web-ami-at-1 in us-east-1', 'describe web-ami-at-1 in us-east-1']);
    } finally {
      await other.close();
    }
  });

  test.each([
    ['does not exist', '/nowhere/at/all', 'found no folder at /nowhere/at/all; name the folder that holds your .tf files'],
    ['holds no Terraform file', __dirname, 'expected files named *.tf in'],
  ])('a folder that %s is refused', (_, folder, message) => {
    expect(() => bench.open(folder)).toThrow(ConfigError);
    expect(() => bench.open(folder)).toThrow(message);
  });
});
