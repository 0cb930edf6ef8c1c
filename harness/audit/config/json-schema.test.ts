import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_SCHEMA, FILE_SCHEMA } from './config-schema.js';
import { jsonSchemaText } from './json-schema.js';

const PUBLISHED = join(__dirname, '../../../schema/canarybed.config.schema.json');

test('the published schema is that of the configuration; if not: node schema/write.mjs', () => {
  expect(readFileSync(PUBLISHED, 'utf8')).toBe(jsonSchemaText());
});

test('it tells editors what every key is for', () => {
  const { properties } = JSON.parse(jsonSchemaText()) as { properties: Record<string, { description?: string }> };
  expect(Object.keys(properties)).toEqual(Object.keys(FILE_SCHEMA.shape));
  expect(Object.entries(properties).filter(([, { description }]) => description === undefined)).toEqual([]);
});

test('only a function is left out of it', () => {
  expect(Object.keys(CONFIG_SCHEMA.shape).filter((key) => !(key in FILE_SCHEMA.shape))).toEqual(['readChecks']);
});
