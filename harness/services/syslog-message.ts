import type { ShippedEvent } from '../model/shipped-event.js';
import { eventOf } from './json-event.js';

const SEVERITIES = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const;

/** Facility times 8 plus severity: 23 facilities after the first (RFC 5424, section 6.2.1). */
const HIGHEST_PRIORITY = 191;

const PRIORITY = /^<(\d{1,3})>(.*)$/s;

/** Version, time, host, program, process and message id, structured data, message (RFC 5424, section 6). */
const HEADER_5424 = /^1 \S+ (\S+) (\S+) \S+ \S+ (?:-|(?:\[(?:[^\]"]|"(?:\\.|[^"\\])*")*\])+)(?: \ufeff?(.*))?$/s;

/** The time as RFC 3164 has it, or as RFC 5424 does, which daemons put in its place. */
const TIME_3164 = /^(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) (.*)$/s;

/** Host and program; the host may be left out, as by nginx's `nohostname`. */
const SENDER = /^(?:(\S*[^\s:]) )?([\w./-]{1,48})(?:\[[^\]\s]*\])?: ?(.*)$/s;

/** Without a time there is no host either (RFC 3164, section 4.1: the header is both or none). */
const PROGRAM = /^([\w./-]{1,48})(?:\[[^\]\s]*\])?: ?(.*)$/s;

export type SyslogMessage = Pick<ShippedEvent, 'host' | 'program' | 'severity' | 'event'>;

/**
 * One message of RFC 5424 or RFC 3164, the latter as loosely as it is used: without a priority, a header or a program
 * it is a text. Takes any text. Pure.
 */
export function readSyslog(datagram: string): SyslogMessage {
  const text = withoutEnd(datagram);
  const [, priority, rest = ''] = PRIORITY.exec(text) ?? [];
  if (priority === undefined || Number(priority) > HIGHEST_PRIORITY) return { event: eventOf(text) };
  const severity = SEVERITIES[Number(priority) % SEVERITIES.length] ?? 'debug';
  const modern = HEADER_5424.exec(rest);
  if (modern) return { severity, ...sender(modern[1], modern[2]), event: eventOf(modern[3] ?? '') };
  const timed = TIME_3164.exec(rest)?.[1];
  const [, host, program, message] = (timed === undefined ? headless(rest) : SENDER.exec(timed)) ?? [];
  return { severity, ...sender(host, program), event: eventOf(message ?? timed ?? rest) };
}

/** Senders end a message with a line, or with the zero byte of their language's strings. */
function withoutEnd(message: string): string {
  let end = message.length;
  while (end > 0 && '\0\r\n'.includes(message.charAt(end - 1))) end -= 1;
  return message.slice(0, end);
}

/** As `SENDER` finds it, without a host. */
function headless(text: string): readonly (string | undefined)[] | undefined {
  const [whole, program, message] = PROGRAM.exec(text) ?? [];
  return whole === undefined ? undefined : [whole, undefined, program, message];
}

/** `-` stands for what is not said. */
const sender = (host: string | undefined, program: string | undefined): Pick<SyslogMessage, 'host' | 'program'> => ({
  ...(host === undefined || host === '-' ? {} : { host }),
  ...(program === undefined || program === '-' ? {} : { program }),
});
