import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { $SchemaRef, StaticStructureSchema } from '@smithy/types';
import { BARE_ERROR, EC2_FAULT, envelopeOf, QUERY_FAULT } from './envelopes.js';
import type { Protocol, ServiceDescription } from './services.js';
import { printable } from './xml-text.js';

/** Makes the body of a good answer of an operation's output. A list that is empty is written as an empty element. */
export type OutputWriter = (output: object, requestId: string) => string;

/** What an error is to the client. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Namespace of faults that belong to no service. */
export const SHARED_NAMESPACE = 'http://webservices.amazon.com/AWSFault/2005-15-09';

/** The writer of one operation. Characters that XML cannot carry are replaced. */
export function outputWriter(service: ServiceDescription, action: string, output: $SchemaRef): OutputWriter {
  const envelope = envelopeOf(service, action, output);
  const declaration = service.protocol === 'ec2' ? DECLARATION : '';
  return (value, requestId) => declaration + document(service.xmlNamespace, envelope.schema, envelope.filled(value, requestId));
}

/** The body of an error. EC2's has no namespace, nor does it say whose fault it is. */
export function writeFault({ code, message, status }: Fault, requestId: string, protocol: Protocol, xmlNamespace: string): string {
  if (protocol === 'ec2') {
    return DECLARATION + document('', EC2_FAULT, { Errors: [{ Code: code, Message: message }], RequestID: requestId });
  }
  const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
  return document(xmlNamespace, QUERY_FAULT, { Error: error, RequestId: requestId });
}

/** The body of an error of a service with a REST protocol, as S3's. */
export const writeRestFault = (code: string, message: string): string => DECLARATION + document('', BARE_ERROR, { Code: code, Message: message });

function document(xmlNamespace: string, schema: StaticStructureSchema, value: object): string {
  const serializer = new XmlShapeSerializer({
    // 5 is ISO 8601, the time format of both protocols.
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
    xmlNamespace,
    serviceNamespace: schema[1],
  });
  serializer.write(schema, value);
  return printable(String(serializer.flush()));
}
