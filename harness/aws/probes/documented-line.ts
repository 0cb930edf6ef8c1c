import type { Matcher } from './contains.js';
import type { Documented } from './probe.js';

/** What AWS documents, in one line; `…` stands for what may be anything. Pure. */
export function documentedLine({ refused = [], answers }: Documented): string {
  const lines = refused.map(({ code, status }) => `${status} ${code}`);
  if (answers !== undefined) lines.push(isEmpty(answers) ? '200' : `200 ${shown(answers)}`);
  return lines.join(' or ');
}

const isEmpty = (matcher: Matcher): boolean => typeof matcher === 'object' && Object.keys(matcher).length === 0;

function shown(matcher: Matcher): string {
  if (Array.isArray(matcher)) return `[${(matcher as readonly Matcher[]).map(shown).join(',')}]`;
  if (typeof matcher !== 'object') return JSON.stringify(matcher);
  const { $known, $some, $text, ...members } = matcher as Readonly<Record<string, Matcher>>;
  if ($known !== undefined) return `the ${String($known)}`;
  if ($some !== undefined) return `[${shown($some)},…]`;
  if ($text !== undefined) return '"…"';
  return isEmpty(members) ? '{…}' : `{${Object.entries(members).map(([name, value]) => `"${name}":${shown(value)}`).join(',')}}`;
}
