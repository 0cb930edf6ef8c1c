import type { TerraformValue } from '../model/fleet-plan.js';

/** A literal of Terraform's language: a quoted string in which nothing is a template. */
export const hclString = (text: string): string => withoutTemplates(JSON.stringify(text));

/**
 * A variable's value as `-var` takes it. A string is taken as it stands when the variable is a string, so it is not
 * quoted; lists and objects are JSON, which the language understands but for its templates.
 */
export const variableText = (value: TerraformValue): string =>
  typeof value === 'object' ? withoutTemplates(JSON.stringify(value)) : String(value);

const withoutTemplates = (text: string): string => text.replace(/[$%](?=\{)/g, '$&$&');
