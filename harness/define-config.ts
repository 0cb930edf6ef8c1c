import type { AuditConfig } from './audit/config/config-schema.js';
import { callSite } from './call-site.js';

/**
 * The configuration as it was given, checked: what `canarybed.config.ts` exports.
 * @throws ConfigError with file and line for what is no configuration
 */
export function defineConfig(config: AuditConfig): AuditConfig {
  // By require, at the first call: scenario files come through the same door and have no use for the schema.
  const { checkConfig } = require('./audit/config/check-config.js') as typeof import('./audit/config/check-config.js');
  const { file, line } = callSite((path) => /\/harness\/(?:call-site|define-config)\.[jt]s$/.test(path));
  return checkConfig(config, `${file}:${line}`);
}
