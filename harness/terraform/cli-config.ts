import { hclString } from './hcl-text.js';
import { providersIn } from './plugin-mirror.js';

/**
 * Text of Terraform's own settings file, in place of the user's. What a mirror holds is taken from it alone; everything
 * else, and all of it without a mirror, comes from where Terraform usually gets it.
 *
 * @param cache folder in which the user lets Terraform keep providers
 */
export function cliConfigText(mirror: string | undefined, cache: string | undefined): string {
  const caching = cache === undefined || cache === mirror ? [] : [`plugin_cache_dir = ${hclString(cache)}`];
  const installing = mirror === undefined ? [] : installation(mirror);
  return ['disable_checkpoint = true', ...caching, ...installing, ''].join('\n');
}

const installation = (mirror: string): string[] => [
  'provider_installation {',
  '  filesystem_mirror {',
  `    path = ${hclString(mirror)}`,
  '  }',
  '  direct {',
  `    exclude = [${providersIn(mirror).map(hclString).join(', ')}]`,
  '  }',
  '}',
];
