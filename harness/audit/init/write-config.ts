import { stringify } from 'yaml';
import { configOf, type Draft, type Entry } from './draft.js';

export const CONFIG_FORMATS = ['ts', 'json', 'yaml'] as const;
export type ConfigFormat = (typeof CONFIG_FORMATS)[number];

/** For editors, where the package is installed beside the configuration. */
const SCHEMA = './node_modules/canarybed/schema/canarybed.config.schema.json';

/**
 * Text of a configuration file; JSON has no place for where things come from. Pure.
 * @param installed the package is beside it, and with it the schema
 */
export function writtenConfig(draft: Draft, format: ConfigFormat, installed: boolean): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify({ ...(installed ? { $schema: SCHEMA } : {}), ...configOf(draft) }, null, 2)}\n`;
    case 'yaml':
      return `${[...(installed ? [`# yaml-language-server: $schema=${SCHEMA}`] : []), ...draft.missing.map((line) => `# Missing: ${oneLine(line)}`), ...draft.entries.flatMap(yamlLines)].join('\n')}\n`;
    case 'ts':
      return [
        "import { defineConfig } from 'canarybed';\n",
        ...draft.missing.map((line) => `// Missing: ${oneLine(line)}`),
        'export default defineConfig({',
        ...draft.entries.flatMap(typescriptLines),
        '});\n',
      ].join('\n');
  }
}

/** A comment ends with its line, wherever the text comes from. */
const oneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]+/g, ' ');

const yamlLines = ({ key, value, told }: Entry): string[] => [...told.map((line) => `# ${oneLine(line)}`), stringify({ [key]: value }, { lineWidth: 0 }).trimEnd()];

const typescriptLines = ({ key, value, told }: Entry): string[] => [...told.map((line) => `  // ${oneLine(line)}`), `  ${key}: ${literal(value, '  ')},`];

function literal(value: unknown, indent: string): string {
  if (typeof value === 'string') return quotedText(value);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : quotedText(name)}: ${literal(member, `${indent}  `)}`);
  const line = `{ ${members.join(', ')} }`;
  return line.length < 100 ? line : `{\n${members.map((member) => `${indent}  ${member},\n`).join('')}${indent}}`;
}

/** Single quotes, and escapes as JSON has them. */
const quotedText = (text: string): string => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'").replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
