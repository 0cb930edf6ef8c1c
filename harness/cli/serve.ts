import { serveRegion, type ServedRegion } from '../aws/serve-region.js';
import type { MachineImage } from '../aws/machine.js';
import { EXAMPLE_ACCOUNT, LOCALSTACK_ACCOUNT } from '../aws/place.js';
import { valuesGiven } from '../model/given-values.js';
import { describeError } from '../model/errors.js';
import type { LaunchableImages, StandingImage } from '../model/machine-image.js';
import { secretsOf, SecretMask } from '../model/secrets.js';
import { ImageRegistry } from '../runner/image-registry.js';
import { lookAhead } from '../runner/load-run.js';
import { MachineLauncher } from '../runner/machine-launcher.js';
import { openImageReleases } from '../runner/open-image-releases.js';
import { LocalStack } from '../runtime/localstack.js';
import { newRunId, RunFolder } from '../runtime/run-folder.js';
import type { Command } from './options.js';
import { exportLines, instanceLine } from './serve-lines.js';
import { launchableImages } from './serve-images.js';
import { openServedAws, servedLocalStackPlan, withLocalStack } from './serve-localstack.js';

type ServeCommand = Extract<Command, { name: 'serve' }>;

/**
 * Serves AWS's APIs until it is interrupted. It answers at once; what releases need is opened meanwhile, and launches
 * wait for that.
 * @throws EnvironmentError when releases cannot be booted here, ConfigError for images that cannot be.
 */
export async function serve(command: ServeCommand, signal: AbortSignal, print: (line: string) => void): Promise<number> {
  if (command.instances !== 'none') await lookAhead(command.runtime, true);
  const images = launchableImages(command, new ImageRegistry(), (image) => withLocalStack(image, command.localstack));
  const plan = servedLocalStackPlan(images.list(), command.localstack, process.env);
  const localStack = plan && new LocalStack(plan);
  const runId = newRunId();
  const place = new RunFolder(runId);
  let served: ServedRegion | undefined;
  const openAws = localStack && openServedAws(() => served, localStack, command);
  const launcher = new MachineLauncher({
    images,
    open: () => openImageReleases({ images, runtime: command.runtime, workplace: place.makeFolder('sources'), signal, openAws, onRuntime: (kind, why) => print(`runtime: ${kind} (${why})`) }),
    onEvent: (id, event) => {
      const line = instanceLine(id, event);
      if (line !== undefined) print(line);
    },
  });
  try {
    const tell = (id: string, error: unknown): void => (signal.aborted ? undefined : print(`${id} was not launched: ${describeError(error)}`));
    served = await open(command, images, launcher, localStack, tell);
    const started = localStack?.start({ runId, endpoint: new URL(served.url).host, region: command.region });
    for (const line of exportLines(served.url, command, images.list())) print(line);
    const stopped = new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
    // Only a failure ends the server; once all is there it waits to be stopped.
    await Promise.race([stopped, Promise.all([launcher.prepare(), started]).then(() => stopped)]);
    return 0;
  } finally {
    // The testbed first: what a request has just begun to launch then ends at once.
    const ends = await Promise.allSettled([served?.close(), launcher.close(), localStack?.close()]);
    place.remove();
    for (const end of ends) if (end.status === 'rejected' && !signal.aborted) print(`canarybed: ${describeError(end.reason)}`);
  }
}

function open(command: ServeCommand, images: LaunchableImages, launcher: MachineLauncher, others: LocalStack | undefined, tell: (id: string, error: unknown) => void): Promise<ServedRegion> {
  const { host, port, region, credentials, initialSuccesses, neverHealthy, healthCheckPeriod } = command;
  return serveRegion({
    host,
    port,
    ...(others ? { others } : {}),
    region: {
      // Of two accounts no resource of one would be found by the name that the other gives it.
      place: { region, account: others ? LOCALSTACK_ACCOUNT : EXAMPLE_ACCOUNT },
      // What they stand for is ours to know, and may hold settings.
      images: { list: () => images.list().map(shown), find: (id) => shownIfAny(images.find(id)) },
      // An instance that is no one's of a group shows only that it was not launched, as AWS's do.
      launch: (order) => launcher.launch(order).catch((error: unknown) => {
        tell(order.id, error);
        throw error;
      }),
      doubts: { neverHealthy, healthCheckPeriod, ...(initialSuccesses === undefined ? {} : { initialSuccesses }) },
      ...(credentials ? { credentials: [credentials] } : {}),
      onDefect: (error, { service, action }) => process.emitWarning(`${service} ${action}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    },
    afterReset: () => launcher.reset(),
    mask: (state) => new SecretMask(images.list().flatMap(({ standsFor }) => ('release' in standsFor ? valuesGiven(standsFor.release, standsFor.faults).flatMap(secretsOf) : []))).deep(state),
  });
}

const shown = ({ id, name, description, createdAt }: StandingImage): MachineImage => ({ id, name, description, ...(createdAt === undefined ? {} : { createdAt }) });

const shownIfAny = (image: StandingImage | undefined): MachineImage | undefined => image && shown(image);
