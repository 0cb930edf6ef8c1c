import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef, StaticListSchema, StaticStructureSchema } from '@smithy/types';
import type { ServiceDescription } from './services.js';

// Envelopes are schemas as well, so that one serializer writes them together with what is in them.
const OURS = 'canarybed.wire';

const METADATA: StaticStructureSchema = [3, OURS, 'ResponseMetadata', 0, ['RequestId'], [0]];
const ERROR: StaticStructureSchema = [3, OURS, 'Error', 0, ['Type', 'Code', 'Message'], [0, 0, 0]];
/** Of EC2 within an envelope, of REST services the whole. */
export const BARE_ERROR: StaticStructureSchema = [3, OURS, 'Error', 0, ['Code', 'Message'], [0, 0]];
const EC2_ERRORS: StaticListSchema = [1, OURS, 'Errors', 0, [() => BARE_ERROR, { xmlName: 'Error' }]];

/** What goes into `<ErrorResponse>`. */
export const QUERY_FAULT: StaticStructureSchema = [3, OURS, 'ErrorResponse', 0, ['Error', 'RequestId'], [() => ERROR, 0]];
/** What EC2 has instead. Its `RequestID` ends in two capitals, unlike all others. */
export const EC2_FAULT: StaticStructureSchema = [3, OURS, 'Response', 0, ['Errors', 'RequestID'], [() => EC2_ERRORS, 0]];

/** A schema for a whole answer, and what to fill it with. */
export interface Envelope {
  readonly schema: StaticStructureSchema;
  filled(output: object, requestId: string): object;
}

/** AWS: "Query protocol" and "EC2 query protocol" of Smithy, response serialization; rule 38. */
export function envelopeOf(service: ServiceDescription, action: string, output: $SchemaRef): Envelope {
  return service.protocol === 'ec2' ? ec2Envelope(action, output) : queryEnvelope(action, output);
}

function queryEnvelope(action: string, output: $SchemaRef): Envelope {
  const metadata = (requestId: string): object => ({ RequestId: requestId });
  const name = `${action}Response`;
  if (NormalizedSchema.of(output).isUnitSchema()) {
    return {
      schema: [3, OURS, name, 0, ['ResponseMetadata'], [() => METADATA]],
      filled: (_, requestId) => ({ ResponseMetadata: metadata(requestId) }),
    };
  }
  const result = `${action}Result`;
  return {
    schema: [3, OURS, name, 0, [result, 'ResponseMetadata'], [output, () => METADATA]],
    filled: (value, requestId) => ({ [result]: value, ResponseMetadata: metadata(requestId) }),
  };
}

function ec2Envelope(action: string, output: $SchemaRef): Envelope {
  const name = `${action}Response`;
  const schema = NormalizedSchema.of(output);
  if (schema.isUnitSchema()) {
    // The SDK expects nothing here, but older clients look whether it is true.
    return { schema: [3, OURS, name, 0, ['requestId', 'return'], [0, 2]], filled: (_, requestId) => ({ requestId, return: true }) };
  }
  const [, , , , names, members] = schema.getSchema() as StaticStructureSchema;
  return {
    schema: [3, OURS, name, 0, ['requestId', ...names], [0, ...members]],
    filled: (value, requestId) => ({ ...value, requestId }),
  };
}
