import { LocalstackContainer } from '@testcontainers/localstack';
import type { LocalStackPlan } from '../../model/localstack.js';
import type { Engine } from './engine.js';
import { removeContainer } from './sweep.js';

export type LocalStackImage = Extract<LocalStackPlan, { kind: 'container' }>;

export interface LocalStackPlace {
  readonly engine: Engine;
  readonly name: string;
  readonly labels: Record<string, string>;
  /** Address by which clients reach it: host and port of the endpoint before it. */
  readonly endpoint: string;
  readonly region: string;
  /** A licence of the user's, where the image needs one. */
  readonly authToken: string | undefined;
}

/** Its one port for all services. */
const PORT = 4566;
/** Where LocalStack looks for scripts to run once it is ready. */
const INIT_FOLDER = '/etc/localstack/init/ready.d';
const LINES_KEPT = 50;

/** The container of a run's LocalStack. */
export class RunLocalStack extends LocalstackContainer {
  readonly lines: string[] = [];
  #id: string | undefined;
  #discarded = false;

  constructor(
    plan: LocalStackImage,
    private readonly place: LocalStackPlace,
  ) {
    super(plan.image);
    this.withName(place.name).withLabels(place.labels).withEnvironment(environmentOf(plan, place));
    if (plan.init !== undefined) this.withCopyDirectoriesToContainer([{ source: plan.init, target: INIT_FOLDER, mode: 0o755 }]);
    // Published, since it is dialled from this machine alone, which on some machines is not the engine's.
    if (isHere(place.engine)) this.hostConfig.PortBindings = { [`${PORT}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: '0' }] };
    this.withLogConsumer((output) => output.on('data', (line: string | Buffer) => this.#note(String(line))));
  }

  #note(line: string): void {
    this.lines.push(line.trimEnd());
    if (this.lines.length > LINES_KEPT) this.lines.shift();
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.#id = id;
    if (!this.#discarded) return;
    await this.discard();
    throw new Error('the run was stopped');
  }

  /** Ends and removes it, also while it starts. Safe to call twice. */
  async discard(): Promise<void> {
    this.#discarded = true;
    if (this.#id !== undefined) await removeContainer(this.place.engine, this.#id);
  }
}

const isHere = ({ info }: Engine): boolean => ['localhost', '127.0.0.1'].includes(info.containerRuntime.host);

function environmentOf({ services, environment }: LocalStackImage, { endpoint, region, authToken }: LocalStackPlace): Record<string, string> {
  return {
    ...(services ? { SERVICES: services.join(',') } : {}),
    ...(authToken === undefined ? {} : { LOCALSTACK_AUTH_TOKEN: authToken }),
    // Addresses in its answers must lead clients to the endpoint, not past it: the SDK dials a queue at its URL.
    LOCALSTACK_HOST: endpoint,
    SQS_ENDPOINT_STRATEGY: 'dynamic',
    // For the scripts.
    AWS_DEFAULT_REGION: region,
    ...environment,
  };
}
