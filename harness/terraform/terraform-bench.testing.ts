import type { LaunchConfiguration } from '@aws-sdk/client-auto-scaling';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { QueryError } from '../aws/wire/query-error.js';
import { createDoor } from '../aws/wire/router.js';
import { serveDoor, type ServedDoor } from '../aws/wire/serve-door.js';
import { describeNeeding } from '../describe-needing.testing.js';
import { findTerraform, type TerraformFound } from './find-terraform.js';
import { findMirror, whereMirrorsAre } from './plugin-mirror.js';
import { ProviderPool } from './provider-pool.js';
import { Terraform, type TerraformOptions } from './workspace.js';

/** Whole titles of tests are known before anything asynchronous can be asked. */
function whyNotUsable(): string | undefined {
  const asked = spawnSync(process.env.CANARYBED_TERRAFORM ?? 'terraform', ['version'], { timeout: 30_000, stdio: 'ignore' });
  if (asked.error || asked.status !== 0) return 'no terraform here';
  return findMirror(whereMirrorsAre(process.env)) === undefined ? 'no mirror with its AWS provider here' : undefined;
}

/** Tests that need Terraform and its AWS provider: skipped by name without, failed when CANARYBED_REQUIRE_TERRAFORM=1. */
export const describeWithTerraform = (title: string, body: () => void): void => describeNeeding(title, whyNotUsable(), 'CANARYBED_REQUIRE_TERRAFORM', body);

/** One launch configuration: the smallest resource that knows two services. */
export const LAUNCH_CONFIGURATION = `
variable "ami" { type = string }

resource "aws_launch_configuration" "web" {
  name          = "web-\${var.ami}"
  image_id      = var.ami
  instance_type = "t3.micro"

  lifecycle {
    create_before_destroy = true
  }
}

output "name" { value = aws_launch_configuration.web.name }
`;

/** A door that keeps launch configurations, a trap that nobody may touch, folders of files, and workspaces on them. */
export class TerraformBench {
  readonly providers = new ProviderPool();
  /** Operations as they came, with the region that signed them. */
  readonly asked: string[] = [];
  /** What came to the address at which the outside world stands. */
  readonly trapped: string[] = [];
  /** Called in each CreateLaunchConfiguration, before it is answered. */
  onCreate: (name: string) => Promise<void> | void = () => undefined;
  readonly #kept = new Map<string, { ImageId: string; InstanceType: string }>();
  readonly #folders: string[] = [];
  readonly #workspaces: Terraform[] = [];

  door!: ServedDoor;

  private constructor(
    readonly terraform: TerraformFound,
    private readonly trap: Server,
  ) {}

  static async open(): Promise<TerraformBench> {
    const terraform = await findTerraform();
    if (!terraform.found) throw new Error(terraform.reason);
    const trap = createServer((request, answer) => answer.writeHead(403).end(request.url));
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
    const bench = new TerraformBench(terraform, trap);
    trap.on('connection', () => bench.trapped.push('a connection'));
    bench.door = await bench.serve();
    return bench;
  }

  get trapUrl(): string {
    return `http://127.0.0.1:${(this.trap.address() as AddressInfo).port}`;
  }

  /** Another door to the same launch configurations. */
  serve(asked = this.asked): Promise<ServedDoor> {
    return serveDoor(
      createDoor({
        autoscaling: {
          CreateLaunchConfiguration: async ({ LaunchConfigurationName: name, ImageId = '', InstanceType = '' }, { region }) => {
            asked.push(`create ${name} in ${region}`);
            await this.onCreate(name);
            if (ImageId === 'ami-refused') throw new QueryError('ValidationError', 'You are not authorized to use this image');
            this.#kept.set(name, { ImageId, InstanceType });
          },
          DescribeLaunchConfigurations: ({ LaunchConfigurationNames: names = [] }, { region }) => {
            asked.push(`describe ${names.join()} in ${region}`);
            return { LaunchConfigurations: names.flatMap((name) => this.#described(name)) };
          },
          DeleteLaunchConfiguration: ({ LaunchConfigurationName: name }) => {
            asked.push(`delete ${name}`);
            this.#kept.delete(name);
          },
        },
        ec2: { DescribeImages: ({ ImageIds = [] }) => ({ Images: ImageIds.map((ImageId) => ({ ImageId, RootDeviceName: '/dev/xvda', RootDeviceType: 'ebs' as const })) }) },
        sts: { AssumeRole: () => { throw new QueryError('AccessDenied', 'nobody may assume a role here', 403); } },
      }),
    );
  }

  #described(LaunchConfigurationName: string): LaunchConfiguration[] {
    const kept = this.#kept.get(LaunchConfigurationName);
    const LaunchConfigurationARN = `arn:aws:autoscaling:us-east-1:000000000000:launchConfiguration:0:launchConfigurationName/${LaunchConfigurationName}`;
    return kept ? [{ LaunchConfigurationName, LaunchConfigurationARN, ...kept, EbsOptimized: false, InstanceMonitoring: { Enabled: true }, CreatedTime: new Date(0) }] : [];
  }

  /** A folder of files, given by their paths in it. */
  folderWith(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'canarybed-terraform-test-'));
    this.#folders.push(folder);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return folder;
  }

  open(folder: string, options: Partial<TerraformOptions> = {}): Terraform {
    const workspace = Terraform.open({ terraform: this.terraform, folder, endpoint: this.door, providers: this.providers, ...options });
    this.#workspaces.push(workspace);
    return workspace;
  }

  /** A workspace that is ready for commands. */
  async opened(folder: string, options: Partial<TerraformOptions> = {}): Promise<Terraform> {
    const workspace = this.open(folder, options);
    const init = await workspace.init();
    if (!init.ok) throw new Error(init.output);
    return workspace;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workspaces.map((workspace) => workspace.close()));
    await this.providers.close();
    await this.door.close();
    this.trap.closeAllConnections();
    await new Promise((resolve) => this.trap.close(resolve));
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** Every file below a folder with its text and the time of its last change. */
export const contentOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => [name, join(folder, name)] as const)
      .map(([name, path]) => [name, statSync(path).isFile() ? `${statSync(path).mtimeMs} ${readFileSync(path, 'utf8')}` : 'folder']),
  );
