import { ConfigError } from '../../model/errors.js';
import type { ImageFacts } from '../../runtime/containers/inspect-image.js';
import type { AuditConfig } from './config-schema.js';
import { healthPathIn } from './health-path-in.js';

/** Empty where none is described. */
export const imageName = ({ image = '' }: Pick<AuditConfig, 'image'>): string => (typeof image === 'string' ? image : image.name);

/** What images of languages say of themselves and no app reads; the search path is the engine's own. */
const NO_SETTINGS = /^(?:PATH|GPG_KEYS?|(?:NODE|YARN|NPM|PYTHON|PYTHON_PIP|PYTHON_SETUPTOOLS|RUBY|RUBYGEMS|GOLANG|JAVA|PHP|NGINX|PKG|NJS)_(?:VERSION|SHA256|RELEASE)|PYTHON_GET_PIP_\w+)$/;

/**
 * A configuration whose gaps are filled by what its image says: command, settings, port, folder, and the path of its
 * HEALTHCHECK. Pure.
 * @throws ConfigError where neither names the folder of the image that holds the release
 */
export function withImageFacts(config: AuditConfig, facts: ImageFacts): AuditConfig {
  const { name, folder = facts.folder } = typeof config.image === 'object' ? config.image : { name: imageName(config) };
  if (folder === undefined) throw new ConfigError(`image: expected the folder that holds the release, and image ${name} has no working folder; give image.folder`);
  const health = healthPathIn(facts.healthCheck.join(' '));
  const given = config.health !== undefined || config.healthCheck?.target !== undefined;
  return {
    ...(facts.command.length > 0 ? { command: [...facts.command] } : {}),
    ...portOf(config, facts),
    ...(health === undefined || given ? {} : { health }),
    ...withoutUndefined(config),
    env: { ...settingsOf(facts), ...config.env },
    image: { name, folder },
  };
}

/** Set to undefined is left out. */
const withoutUndefined = (config: AuditConfig): AuditConfig => Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));

const settingsOf = ({ env }: ImageFacts): Record<string, string> => Object.fromEntries(Object.entries(env).filter(([name]) => !NO_SETTINGS.test(name)));

/** The port that an image exposes is the one it listens on, unless a setting is known that tells it another. */
function portOf(config: AuditConfig, { ports, env }: ImageFacts): Pick<AuditConfig, 'port' | 'fixedPort'> {
  const [port] = ports;
  if (port === undefined || config.port !== undefined || config.healthCheck?.target !== undefined) return {};
  const told = config.portSetting !== undefined || Object.hasOwn({ ...env, ...config.env }, 'PORT');
  return told ? { port } : { port, fixedPort: true };
}
