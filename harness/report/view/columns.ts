/**
 * Lists of objects, which name each of their properties again and again, are packed as columns: `{ "#": 2, "at": [15, 30] }`.
 * A column whose values repeat is a list of the distinct ones and their places: `{ "#": [...], "@": [0, 0, 1] }`. What a
 * property of an object lacks is `null` in a list of places, or the column is packed by places so that it can be. Values are
 * those of JSON; an object that has one of the marks itself is kept as it is, in a list of one: `{ "=": ... }`.
 */
type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [name: string]: Json;
}

const ROWS = '#';
const PLACES = '@';
const QUOTED = '=';

/** Fewer objects than these gain nothing. */
const FEWEST = 4;

/** Packs a value of JSON. Pure. */
export function packed(value: unknown): unknown {
  return pack(value as Json);
}

/** The value that was packed, but for the order of an object's properties. Pure. */
export function unpacked(value: unknown): unknown {
  return unpack(value as Json);
}

function pack(value: Json): Json {
  if (isList(value)) return isTable(value) ? packTable(value) : value.map(pack);
  if (!isObject(value)) return value;
  const own = Object.fromEntries(present(value).map(([name, part]) => [name, pack(part)]));
  return ROWS in own || QUOTED in own ? { [QUOTED]: own } : own;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON has no undefined: such a property is none. */
const present = (value: JsonObject): [string, Json][] => Object.entries(value).filter(([, part]) => part !== undefined);

const isTable = (list: readonly Json[]): list is readonly JsonObject[] => list.length >= FEWEST && list.every(isObject);

function packTable(rows: readonly JsonObject[]): Json {
  const names = [...new Set(rows.flatMap((row) => present(row).map(([name]) => name)))];
  // A property that is named as a mark, or as what a prototype has, cannot be a column's name.
  if (names.some((name) => name === ROWS || name === QUOTED || name === '__proto__')) return rows.map(pack);
  return { [ROWS]: rows.length, ...Object.fromEntries(names.map((name) => [name, packColumn(rows.map((row) => (Object.hasOwn(row, name) ? row[name] : undefined)))])) };
}

function packColumn(values: readonly (Json | undefined)[]): Json {
  const places = new Map<string, number>();
  const distinct: Json[] = [];
  const at = values.map((value) => {
    if (value === undefined) return null;
    const key = JSON.stringify(value);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, distinct.length);
    return distinct.push(value) - 1;
  });
  const repeats = distinct.length * 2 < values.length;
  if (!repeats && values.every((value): value is Json => value !== undefined)) return values.map(pack);
  return { [ROWS]: distinct.map(pack), [PLACES]: at };
}

function unpack(value: Json): Json {
  if (isList(value)) return value.map(unpack);
  if (!isObject(value)) return value;
  if (QUOTED in value) return unpackProperties(value[QUOTED] as JsonObject);
  const rows = value[ROWS];
  return typeof rows === 'number' ? unpackTable(rows, value) : unpackProperties(value);
}

const unpackProperties = (value: JsonObject): JsonObject => Object.fromEntries(Object.entries(value).map(([name, part]) => [name, unpack(part)]));

function unpackTable(count: number, table: JsonObject): Json {
  const rows: Record<string, Json>[] = Array.from({ length: count }, () => ({}));
  for (const [name, column] of Object.entries(table)) {
    if (name === ROWS) continue;
    if (isList(column)) {
      const values = column.map(unpack);
      rows.forEach((row, index) => (row[name] = values[index] ?? null));
    } else if (isObject(column)) fillByPlace(rows, name, column);
  }
  return rows;
}

/** Equal values become one and the same object: nothing that is read changes. */
function fillByPlace(rows: Record<string, Json>[], name: string, column: JsonObject): void {
  const distinct = (column[ROWS] as readonly Json[]).map(unpack);
  (column[PLACES] as readonly (number | null)[]).forEach((place, index) => {
    const row = rows[index];
    if (row && place !== null) row[name] = distinct[place] ?? null;
  });
}
