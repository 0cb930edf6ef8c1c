const INTEGER = /^[+-]?\d{1,20}$/;
const DECIMAL = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The whole number that a text spells, or undefined: no fraction, no exponent, nothing that loses digits. */
export function readInteger(text: string): number | undefined {
  const value = INTEGER.test(text) ? Number(text) : NaN;
  // Adding zero makes zero of minus zero.
  return Number.isSafeInteger(value) ? value + 0 : undefined;
}

/** The finite number that a text spells, or undefined. */
export function readDecimal(text: string): number | undefined {
  const value = DECIMAL.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** Clients of many languages spell truth with a capital. */
export function readBoolean(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : undefined;
}

/** An ISO 8601 time, in UTC where it names no zone; undefined for other spellings and for days that do not exist. */
export function readTimestamp(text: string): Date | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const zoned = text.includes('T') && match[1] === undefined ? `${text}Z` : text;
  const date = new Date(zoned);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The bytes of a base64 text with its padding, or undefined. */
export function readBlob(text: string): Uint8Array | undefined {
  return BASE64.test(text) ? new Uint8Array(Buffer.from(text, 'base64')) : undefined;
}
