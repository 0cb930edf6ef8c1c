import { z } from 'zod';
import { AUDIT_SCHEMA } from './audit-schema.js';
import { RESULTS_SCHEMA } from './results-schema.js';

/** The JSON schemas of what a run and an audit write, by their files' names, as they are published. Pure. */
export const reportSchemaTexts = (): Readonly<Record<string, string>> => ({
  'canarybed.results.schema.json': schemaText('Results of canarybed run', RESULTS_SCHEMA),
  'canarybed.audit.schema.json': schemaText('Results of canarybed audit', AUDIT_SCHEMA),
});

// Read as input, so that a key that a later version adds breaks nobody's check.
function schemaText(title: string, shape: z.ZodType): string {
  const { $schema, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  return `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`;
}
