import type { RolloutRecord } from '../../rollout-record.js';
import { plainText } from './ansi-spans.js';

/** From the worst on; `plain` is of a line that does not say. */
export const LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type Level = (typeof LEVELS)[number];

/** A line of an instance's log. */
export interface LogEntry {
  readonly instance: string;
  readonly at: number;
  readonly line: string;
  readonly level: Level | 'plain';
  /** Of a JSON event: what it says in words, and its other fields. */
  readonly said?: { readonly message: string; readonly fields: string };
}

const WORDS: readonly (readonly [Level, RegExp])[] = [
  ['error', /^(?:fatal|panic|crit(?:ical)?|emerg(?:ency)?|alert|err(?:or)?|severe)$/i],
  ['warn', /^warn(?:ing)?$/i],
  ['info', /^(?:info(?:rmation)?|notice)$/i],
  ['debug', /^(?:debug|trace|verbose|fine(?:r|st)?|silly)$/i],
];

/** The lines of all instances by time, each with its level. Pure. */
export function logEntries(instances: RolloutRecord['instances']): LogEntry[] {
  return instances.flatMap(({ id, log }) => levelled(id, log)).sort((a, b) => a.at - b.at);
}

function levelled(instance: string, log: RolloutRecord['instances'][number]['log']): LogEntry[] {
  let before: LogEntry['level'] = 'plain';
  return log.map(({ at, line }) => {
    const event = jsonEvent(line);
    // A line that is set in goes on with the one before it, as those of a stack do.
    const level = event ? levelOfEvent(event) : /^\s+\S/.test(line) ? before : levelInWords(plainText(line));
    before = level;
    return { instance, at, line, level, ...(event ? { said: saidBy(event) } : {}) };
  });
}

function jsonEvent(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** By the fields that loggers use; the numbers are those of pino and bunyan. */
function levelOfEvent(event: Record<string, unknown>): LogEntry['level'] {
  const level = event['level'] ?? event['severity'] ?? event['levelname'] ?? event['log.level'];
  if (typeof level === 'number') return level >= 50 ? 'error' : level >= 40 ? 'warn' : level >= 30 ? 'info' : 'debug';
  return typeof level === 'string' ? levelOfWord(level) : 'plain';
}

const levelOfWord = (word: string): LogEntry['level'] => WORDS.find(([, like]) => like.test(word))?.[0] ?? 'plain';

/** By the first word of its head that is a level, or what names an error. */
function levelInWords(line: string): LogEntry['level'] {
  for (const word of line.slice(0, 120).split(/[^A-Za-z]+/)) {
    // A level is written in capitals, or stands first or in brackets; `no error` in a sentence is none.
    const level = word === word.toUpperCase() || line.startsWith(word) || line.includes(`[${word}]`) ? levelOfWord(word) : 'plain';
    if (level !== 'plain') return level;
  }
  return /^(?:Uncaught |Unhandled )?\w*(?:Error|Exception)\b|^Traceback /.test(line) ? 'error' : 'plain';
}

const ABOUT = new Set(['level', 'severity', 'levelname', 'log.level', 'time', 'timestamp', '@timestamp', 'msg', 'message', 'pid', 'hostname']);

function saidBy(event: Record<string, unknown>): NonNullable<LogEntry['said']> {
  const message = event['msg'] ?? event['message'];
  const said = typeof message === 'string' && message !== '';
  // What an access log says in fields of their own reads as a request does.
  const head = said ? [] : ['method', 'url', 'path', 'status'].filter((name) => ['string', 'number'].includes(typeof event[name]));
  const fields = Object.entries(event).filter(([name]) => !ABOUT.has(name) && !head.includes(name));
  return {
    message: said ? message : head.map((name) => String(event[name])).join(' '),
    fields: fields.map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`).join('  '),
  };
}

/** What of a log is shown. */
export interface LogFilter {
  /** The least bad that is shown; left out: all. */
  readonly level?: Level;
  readonly instance?: string;
}

/** Lines that say no level are shown with those that inform. Pure. */
export function filtered(entries: readonly LogEntry[], { level, instance }: LogFilter): LogEntry[] {
  const least = level === undefined ? LEVELS.length : LEVELS.indexOf(level);
  return entries.filter((entry) => (instance === undefined || entry.instance === instance) && LEVELS.indexOf(entry.level === 'plain' ? 'info' : entry.level) <= least);
}
