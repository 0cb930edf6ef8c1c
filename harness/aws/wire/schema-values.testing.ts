import { createHash } from 'node:crypto';
import { NormalizedSchema } from '@smithy/core/schema';
import type { $SchemaRef } from '@smithy/types';
import { takesFraction } from './fractions.js';

/** What a request cannot express: EC2 has no empty lists, and neither protocol has empty structures and maps. */
export type Direction = 'query-input' | 'ec2-input' | 'output';

const LETTERS = [...'abcXYZ019-_./:* +&=%<>"\'#;\\~\t\n', '\r\n', 'ä', '中', '\u{1f600}', '\u2028', '\u0085', ' '];
const DEEPEST = 5;

/** Values that fit a schema, the same ones again for the same seed. */
export class SchemaValues {
  #state: number;

  constructor(
    seed: string,
    private readonly direction: Direction,
  ) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE();
  }

  /** Value of a whole input or output. */
  of(ref: $SchemaRef): Record<string, unknown> {
    const schema = NormalizedSchema.of(ref);
    return schema.isUnitSchema() ? {} : (this.#structure(schema, 0, true) ?? {});
  }

  #value(schema: NormalizedSchema, owner: string, depth: number): unknown {
    if (schema.isStringSchema()) return this.#text(0);
    if (schema.isNumericSchema()) return takesFraction(owner) ? this.#below(2 ** 30) / 2 ** 10 - 100 : this.#below(2 ** 31) - 2 ** 10;
    if (schema.isBooleanSchema()) return this.#below(2) === 1;
    if (schema.isTimestampSchema()) return new Date(this.#below(2 ** 31) * 1000 + this.#below(2) * this.#below(1000));
    if (schema.isBlobSchema()) return Uint8Array.from({ length: this.#below(20) }, () => this.#below(256));
    if (schema.isListSchema()) return this.#list(schema, owner, depth);
    if (schema.isMapSchema()) return this.#map(schema, owner, depth);
    if (schema.isStructSchema()) return this.#structure(schema, depth + 1, false);
    throw new Error(`no value for ${schema.getName(true)}`);
  }

  #structure(schema: NormalizedSchema, depth: number, top: boolean): Record<string, unknown> | undefined {
    const { 6: required = 0 } = schema.getSchema() as unknown as { readonly 6?: number };
    const members = [...schema.structIterator()];
    const chosen = members.filter(([, member], position) => position < required || member.isIdempotencyToken() || this.#wants(member, depth));
    // One without anything in it is not on the wire, and its owner may require it.
    const some = members.find(([, member]) => !isNested(member)) ?? (depth < DEEPEST ? members[0] : undefined);
    if (chosen.length === 0 && !top && some) chosen.push(some);
    const entries = chosen
      .map(([name, member]): [string, unknown] => [name, this.#value(member, `${schema.getName()}.${name}`, depth)])
      .filter(([, value]) => value !== undefined);
    return entries.length > 0 || top || this.direction === 'output' ? Object.fromEntries(entries) : undefined;
  }

  #wants(member: NormalizedSchema, depth: number): boolean {
    return depth >= DEEPEST && isNested(member) ? false : this.#below(10) < 6;
  }

  #list(schema: NormalizedSchema, owner: string, depth: number): unknown[] | undefined {
    const fewest = this.direction === 'ec2-input' ? 1 : 0;
    const length = fewest + this.#below(4 - fewest);
    const items = Array.from({ length }, () => this.#value(schema.getValueSchema(), owner, depth)).filter((item) => item !== undefined);
    return items.length < fewest ? undefined : items;
  }

  #map(schema: NormalizedSchema, owner: string, depth: number): Record<string, unknown> {
    return Object.fromEntries(Array.from({ length: 1 + this.#below(3) }, () => [this.#text(1), this.#value(schema.getValueSchema(), owner, depth)]));
  }

  #text(shortest: number): string {
    const text = Array.from({ length: shortest + this.#below(12) }, () => LETTERS[this.#below(LETTERS.length)]).join('');
    // The SDK takes blank text with a line break in it for the layout of an answer.
    return text.trim() === '' ? 'x'.repeat(shortest) : text;
  }

  /** A whole number from 0, evenly. Mulberry32. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }
}

const isNested = (schema: NormalizedSchema): boolean => schema.isListSchema() || schema.isMapSchema() || schema.isStructSchema();
