import { secretsOf } from './secrets.js';

/** A name and its value, as files of settings have them: `NAME=value`, `name: value`, `"name": "value"`. */
const PAIR = /(?:^|[\s{,;])(?:export\s+)?["']?([A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"',;{}()]+)(?=[\s,;}]|$))/g;

/** The secrets that a text gives to names, as a file of settings does. Pure. */
export const secretsInText = (text: string): string[] => [
  ...new Set([...text.matchAll(PAIR)].flatMap(([, name = '', ...values]) => secretsOf({ [wordsOf(name)]: values.find((value) => value !== undefined) ?? '' }))),
];

/** A name of several words, however they are joined, as those of settings are. */
const wordsOf = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2').replace(/[.-]/g, '_').toUpperCase();
