import { z } from 'zod';
import { FILE_SCHEMA } from './config-schema.js';

/** The JSON schema of configuration files, as it is published for editors. Pure. */
export function jsonSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(FILE_SCHEMA, { io: 'input' });
  return `${JSON.stringify({ $schema, title: 'Configuration of canarybed audit', ...schema }, null, 2)}\n`;
}
