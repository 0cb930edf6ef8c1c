import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';
import type { FormNode } from './form-tree.js';
import { takesFraction } from './fractions.js';
import { inputErrorsOf, TIMESTAMP, type InputErrors } from './input-errors.js';
import { readBlob, readBoolean, readDecimal, readInteger, readTimestamp } from './read-scalar.js';
import type { Protocol } from './services.js';

/** Makes an operation's typed input of a request's parameters; throws the QueryError that AWS answers to a bad one. */
export type InputReader = (parameters: FormNode) => Readonly<Record<string, unknown>>;

/** Value of one node, or undefined when it is absent; names of absent required members are added to `missing`. */
type Reader = (node: FormNode, path: string, missing: string[]) => unknown;

interface Member {
  readonly name: string;
  /** Its name in a form. */
  readonly key: string;
  readonly required: boolean;
  readonly read: Reader;
}

const INDEX = /^\d{1,9}$/;
const NOTHING: FormNode = {};

/**
 * Compiles the readers of one service's inputs from the SDK's schemas: the inverse of what its serializer writes.
 * Unknown parameters are passed over. AWS: "Query protocol" and "EC2 query protocol" of Smithy; rule 38.
 */
export class InputReaders {
  readonly #errors: InputErrors;
  readonly #ec2: boolean;
  readonly #structures = new Map<unknown, Reader>();

  constructor(protocol: Protocol) {
    this.#errors = inputErrorsOf(protocol);
    this.#ec2 = protocol === 'ec2';
  }

  /** @throws Error for a schema of a kind that these services do not have. */
  of(input: $SchemaRef): InputReader {
    const schema = NormalizedSchema.of(input);
    if (schema.isUnitSchema()) return () => ({});
    const read = this.#structure(schema);
    return (parameters) => {
      const missing: string[] = [];
      // A request has parameters at least for its action, so its root is never taken for an absent structure.
      const value = read(parameters.children ? parameters : { children: new Map() }, '', missing);
      if (missing.length > 0) throw this.#errors.missing(missing);
      return value as Readonly<Record<string, unknown>>;
    };
  }

  #reader(schema: NormalizedSchema, owner: string): Reader {
    if (schema.isStringSchema()) return this.#scalar((text) => text, 'text', true);
    if (schema.isNumericSchema()) {
      return takesFraction(owner) ? this.#scalar(readDecimal, 'a number') : this.#scalar(readInteger, 'an integer');
    }
    if (schema.isBooleanSchema()) return this.#scalar(readBoolean, 'true or false');
    if (schema.isTimestampSchema()) return this.#scalar(readTimestamp, TIMESTAMP);
    if (schema.isBlobSchema()) return this.#scalar(readBlob, 'base64');
    if (schema.isListSchema()) return this.#list(schema, owner);
    if (schema.isMapSchema()) return this.#map(schema, owner);
    if (schema.isStructSchema() && !schema.isUnionSchema()) return this.#structure(schema);
    throw new Error(`no way to read ${schema.getName(true)}`);
  }

  /** An empty text is a string, and no value for anything else. */
  #scalar(parse: (text: string) => unknown, wanted: string, keepEmpty = false): Reader {
    return ({ text, children }, path) => {
      if (children) throw this.#errors.misshapen(path, 'structure-for-text');
      if (text === undefined || (text === '' && !keepEmpty)) return undefined;
      const value = parse(text);
      if (value === undefined) throw this.#errors.unreadable(path, text, wanted);
      return value;
    };
  }

  #structure(schema: NormalizedSchema): Reader {
    const known = this.#structures.get(schema.getSchema());
    if (known) return known;
    // Compiled at the first read: a structure may contain itself.
    let members: readonly Member[] | undefined;
    const read: Reader = ({ text, children }, path, missing) => {
      if (!children) {
        if (text) throw this.#errors.misshapen(path, 'text-for-structure');
        return undefined;
      }
      members ??= this.#members(schema);
      const value: Record<string, unknown> = {};
      for (const member of members) {
        const node = children.get(member.key);
        if (!node && !member.required) continue;
        const inner = path === '' ? member.key : `${path}.${member.key}`;
        const found = member.read(node ?? NOTHING, inner, missing);
        if (found !== undefined) value[member.name] = found;
        else if (member.required) missing.push(inner);
      }
      return value;
    };
    this.#structures.set(schema.getSchema(), read);
    return read;
  }

  #members(schema: NormalizedSchema): Member[] {
    // Schemas list required members first and end with their number.
    const { 6: required = 0 } = schema.getSchema() as unknown as { readonly 6?: number };
    return [...schema.structIterator()].map(([name, member], position) => ({
      name,
      key: this.#keyOf(name, member),
      required: position < required,
      read: this.#reader(member, `${schema.getName()}.${name}`),
    }));
  }

  #keyOf(name: string, member: NormalizedSchema): string {
    const { xmlName = name, ec2QueryName } = member.getMergedTraits();
    if (!this.#ec2) return xmlName;
    return typeof ec2QueryName === 'string' ? ec2QueryName : xmlName.charAt(0).toUpperCase() + xmlName.slice(1);
  }

  #list(schema: NormalizedSchema, owner: string): Reader {
    const item = schema.getValueSchema();
    const read = this.#reader(item, owner);
    const flat = this.#ec2 || schema.getMergedTraits().xmlFlattened !== undefined;
    const key = item.getMergedTraits().xmlName ?? 'member';
    return (node, path, missing) => {
      const counted = this.#counted(node, path, flat ? undefined : key);
      if (!counted) return undefined;
      const { items, prefix } = counted;
      return items.map(([index, inner]) => read(inner, `${prefix}.${index}`, missing)).filter((value) => value !== undefined);
    };
  }

  #map(schema: NormalizedSchema, owner: string): Reader {
    const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
    const valueName = schema.getValueSchema().getMergedTraits().xmlName ?? 'value';
    const read = this.#reader(schema.getValueSchema(), owner);
    const flat = schema.getMergedTraits().xmlFlattened !== undefined;
    return (node, path, missing) => {
      const counted = this.#counted(node, path, flat ? undefined : 'entry');
      if (!counted) return undefined;
      const pairs = counted.items.map(([index, entry]): [string, unknown] => {
        const inner = `${counted.prefix}.${index}`;
        if (!entry.children) throw this.#errors.misshapen(inner, 'text-for-structure');
        const name = entry.children.get(keyName)?.text;
        if (name === undefined) throw this.#errors.missing([`${inner}.${keyName}`]);
        return [name, read(entry.children.get(valueName) ?? NOTHING, `${inner}.${valueName}`, missing)];
      });
      // Unlike an assignment, this defines a property of any name, `__proto__` too.
      return Object.fromEntries(pairs);
    };
  }

  /**
   * Items of a list or map in the order of their numbers, which may have gaps; undefined when it is absent.
   * @param key Name between the list's own and the numbers; undefined for a flat list.
   */
  #counted(node: FormNode, path: string, key: string | undefined): { items: [string, FormNode][]; prefix: string } | undefined {
    const holder = key === undefined || !node.children ? node : node.children.get(key);
    const prefix = key === undefined ? path : `${path}.${key}`;
    if (!holder) {
      if ([...(node.children?.keys() ?? [])].some((name) => INDEX.test(name))) throw this.#errors.misshapen(path, 'unnumbered');
      return undefined;
    }
    if (!holder.children) {
      if (holder.text) throw this.#errors.misshapen(path, 'text-for-list');
      // Only the other protocol has a way to send an empty list, by an empty text.
      return holder.text === undefined || key === undefined ? undefined : { items: [], prefix };
    }
    const items = [...holder.children];
    const stray = items.find(([index]) => !INDEX.test(index));
    if (stray) throw this.#errors.misshapen(`${prefix}.${stray[0]}`, 'index');
    return { items: items.sort(([one], [other]) => Number(one) - Number(other)), prefix };
  }
}
