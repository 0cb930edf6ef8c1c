import type { StaticOperationSchema } from '@smithy/types';
import { InputReaders, type InputReader } from './read-input.js';
import type { ModuleExports, ServiceDescription } from './services.js';
import { outputWriter, type OutputWriter } from './write-output.js';

/** Both directions of one operation. */
export interface Operation {
  readonly read: InputReader;
  readonly write: OutputWriter;
}

/** Operations of one service, each made from its schema when it is first asked for. */
export class Operations {
  readonly #readers: InputReaders;
  readonly #made = new Map<string, Operation>();

  constructor(
    private readonly service: ServiceDescription,
    private readonly module: ModuleExports,
  ) {
    this.#readers = new InputReaders(service.protocol);
  }

  /** Undefined when AWS has no operation of that name. */
  named(action: string): Operation | undefined {
    const made = this.#made.get(action);
    if (made) return made;
    const schema = operationSchema(action, this.module);
    if (!schema) return undefined;
    const [, , , , input, output] = schema;
    const operation = { read: this.#readers.of(input), write: outputWriter(this.service, action, output) };
    this.#made.set(action, operation);
    return operation;
  }
}

/** Names of all operations of a package of the SDK. */
export const actionsOf = (module: ModuleExports): string[] =>
  Object.keys(module)
    .filter((name) => name.endsWith('$'))
    .map((name) => name.slice(0, -1))
    .filter((action) => operationSchema(action, module) !== undefined);

function operationSchema(action: string, module: ModuleExports): StaticOperationSchema | undefined {
  const key = `${action}$`;
  const schema = Object.hasOwn(module, key) ? module[key] : undefined;
  return Array.isArray(schema) && schema[0] === 9 ? (schema as StaticOperationSchema) : undefined;
}
