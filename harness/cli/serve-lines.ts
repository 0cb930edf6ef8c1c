import { imageText, type StandingImage } from '../model/machine-image.js';
import type { InstanceEvent } from '../runtime/instance.js';
import type { ServeOptions } from './serve-options.js';

/** What a user must set so that SDKs, the AWS CLI and Terraform's provider come here; and what can be launched. */
export function exportLines(url: string, { region, credentials }: Pick<ServeOptions, 'region' | 'credentials'>, images: readonly StandingImage[]): string[] {
  return [
    `canarybed serves AWS's APIs at ${url}`,
    '',
    `export AWS_ENDPOINT_URL=${url}`,
    `export AWS_DEFAULT_REGION=${region} AWS_REGION=${region}`,
    // Given credentials are the user's own, who knows them.
    ...(credentials ? [] : ['export AWS_ACCESS_KEY_ID=canarybed AWS_SECRET_ACCESS_KEY=canarybed']),
    'export AWS_EC2_METADATA_DISABLED=true',
    '',
    ...images.map((image) => `${image.id}  ${imageText(image)}`),
    '',
    `GET ${url}/_canarybed/state, POST ${url}/_canarybed/reset; Ctrl-C ends it`,
    '',
  ];
}

/** A line for what is worth telling of an instance; undefined for the rest. */
export function instanceLine(id: string, event: InstanceEvent): string | undefined {
  switch (event.type) {
    case 'listening':
    case 'exited':
    case 'respawning':
    case 'boot-limit':
    case 'fault-struck':
      return `${id} ${event.type}${'detail' in event && event.detail !== '' ? `: ${event.detail}` : ''}`;
    default:
      return undefined;
  }
}
