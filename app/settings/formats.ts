import { hostName } from '../web/host-name.js';

/** Each function answers what was expected and found, or undefined if the text will do. */

const MIN_SECRET_LENGTH = 16;

export function secretKeyComplaint(text: string): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return 'expected printable ASCII without blanks, found other characters';
  }
  if (text.length < MIN_SECRET_LENGTH) {
    return `expected at least ${MIN_SECRET_LENGTH} characters, found ${text.length}`;
  }
  return undefined;
}

export function databaseUrlComplaint(text: string): string | undefined {
  // The value may hold a password: the message names no more than its scheme.
  const expected = 'expected a postgres:// or postgresql:// URL';
  if (!URL.canParse(text)) return `${expected}, found text which is not a URL`;
  const { protocol } = new URL(text);
  if (protocol === 'postgres:' || protocol === 'postgresql:') return undefined;
  return `${expected}, found a ${protocol}// one`;
}

export function hostListComplaint(text: string): string | undefined {
  const wrong = entries(text).filter((entry) => hostName(entry) === undefined);
  if (wrong.length > 0) return `expected host names parted by commas, found "${wrong.join('", "')}"`;
  if (entries(text).length === 0) return 'expected at least one host name, found none';
  return undefined;
}

export function hostList(text: string): string[] {
  return entries(text).flatMap((entry) => hostName(entry) ?? []);
}

function entries(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}
