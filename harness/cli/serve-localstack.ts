import type { ServedRegion } from '../aws/serve-region.js';
import type { Door } from '../aws/wire/door-request.js';
import { localStackPlan, LOCALSTACK_IMAGE_VARIABLE, LOCALSTACK_URL_VARIABLE, type LocalStackPlan } from '../model/localstack.js';
import type { StandingImage } from '../model/machine-image.js';
import { openAwsEndpoint, type OpenAwsEndpoint } from '../runner/aws-endpoint.js';
import type { LocalStack } from '../runtime/localstack.js';
import type { ServeOptions } from './serve-options.js';

/** An image whose release uses AWS's other services, where that was asked for. */
export function withLocalStack(image: StandingImage, asked: ServeOptions['localstack']): StandingImage {
  const { standsFor } = image;
  if (!asked || !('release' in standsFor)) return image;
  return { ...image, standsFor: { ...standsFor, release: { aws: { localstack: true }, ...standsFor.release } } };
}

/** What LocalStack is to be for these images; an image that was named on the command line wins over all else. */
export function servedLocalStackPlan(images: readonly StandingImage[], asked: ServeOptions['localstack'], env: NodeJS.ProcessEnv): LocalStackPlan | undefined {
  const releases = images.flatMap(({ standsFor }) => ('release' in standsFor ? [standsFor.release] : []));
  const apps = releases.some(({ aws }) => aws) || !asked ? releases : [{ name: '--localstack', aws: { localstack: true } as const }];
  const named = typeof asked === 'object' ? { [LOCALSTACK_IMAGE_VARIABLE]: asked.image, [LOCALSTACK_URL_VARIABLE]: undefined } : {};
  return localStackPlan(apps, { ...env, ...named });
}

/** Leads apps to the region that is served, wherever they run, and beside it to LocalStack, once that is ready. */
export const openServedAws =
  (served: () => ServedRegion | undefined, others: LocalStack, { region, credentials }: Pick<ServeOptions, 'region' | 'credentials'>): OpenAwsEndpoint =>
  async ({ host }) => {
    await others.address();
    const door: Door = (request) => {
      const now = served()?.region();
      return now ? now.door(request) : Promise.reject(new Error('the server was stopped'));
    };
    return openAwsEndpoint({ host, door, others, region, credentials });
  };
