import type { Fault } from '../../model/fault.js';
import { migratesAtStart } from '../../model/migrates-at-start.js';
import type { TcpLinkOptions } from '../../services/tcp-link.js';
import type { ScenarioDatabase } from '../databases.js';
import type { LogRing } from '../log-ring.js';
import type { Evidence } from './evidence.js';
import type { LaunchPlan } from './plan.js';

/** What instances were seen to send to a database of the migrations that were written for faults. */
export interface SentMigrations {
  readonly marks: Set<string>;
  /** Some connection was encrypted, so that nothing of it could be seen. */
  encrypted: boolean;
}

/** By database. The instances of a fleet share theirs: one of them applies what the others find applied. */
const sightings = new WeakMap<ScenarioDatabase, SentMigrations>();

export function sentTo(database: ScenarioDatabase): SentMigrations {
  const sent = sightings.get(database) ?? { marks: new Set(), encrypted: false };
  sightings.set(database, sent);
  return sent;
}

/** How the link to a database looks for the marks of a plan's migrations; nothing where it has none to look for. */
export function observeSent({ written }: Pick<LaunchPlan, 'written'>, database: ScenarioDatabase): Pick<TcpLinkOptions, 'observe'> {
  const marks = written.flatMap(({ mark }) => mark ?? []);
  return marks.length === 0 ? {} : { observe: () => lookFor(marks, sentTo(database)) };
}

/** Bytes within which a client of Postgres asks for GSSAPI, then for TLS, before it begins with either. */
const ASKED_FOR_ENCRYPTION = 16;

function lookFor(marks: readonly string[], sent: SentMigrations): (chunk: Buffer) => void {
  const longest = Math.max(...marks.map((mark) => Buffer.byteLength(mark)));
  let [before, tail] = [0, Buffer.alloc(0)];
  return (chunk) => {
    if (before <= ASKED_FOR_ENCRYPTION && isClientHello(chunk)) sent.encrypted = true;
    before += chunk.length;
    // One may begin in a chunk and end in the next.
    const seen = Buffer.concat([tail, chunk]);
    for (const mark of marks) if (seen.includes(mark)) sent.marks.add(mark);
    tail = Buffer.from(seen.subarray(-longest));
  };
}

/** A record of a TLS handshake, of whatever version. RFC 8446, section 5.1. */
const isClientHello = (chunk: Buffer): boolean => chunk[0] === 22 && chunk[1] === 3;

/** What there is to see by. */
interface Sight {
  readonly sent: SentMigrations | undefined;
  readonly logs: LogRing;
}

/** Whether a migration that was written for a fault was met by the app; nothing of a fault for which none was. */
export function seenWritten(fault: Fault, plan: LaunchPlan, { sent, logs }: Sight): Evidence[] {
  const written = plan.written.find((each) => each.fault === fault);
  if (!written) return [];
  const { file, mark } = written;
  if (mark !== undefined) return [seenSent(file, mark, plan, sent)];
  return fault.operator === 'conflicting' ? [seenNamed(file, logs)] : [];
}

/** Alone, a fault of a start that migrates is met by that start; beside others it may end before, as it may by design. */
function seenSent(file: string, mark: string, { faults, release }: LaunchPlan, sent: SentMigrations | undefined): Evidence {
  if (!sent) return { live: true, sentence: `whether ${file} was sent to a database cannot be seen: none is the release's own here` };
  if (sent.marks.has(mark)) return { live: true, sentence: `${file} was sent to the database` };
  if (sent.encrypted) return { live: true, sentence: `whether ${file} was sent to the database cannot be seen: the app encrypts what it sends` };
  const never = `${file} was never sent to the database`;
  if (!release.migrations || !migratesAtStart(release.migrations)) return { live: true, sentence: `${never}: the start of the release does not migrate` };
  if (faults.length > 1) return { live: true, sentence: `${never}; another fault is there that may have kept the start from it` };
  return { live: false, sentence: `${never}, though the start of the release is taken to migrate; say "atStart: false" if it runs no pending one, or "format: 'files'" if its runner reads no such file` };
}

/** A conflict is refused before anything is sent, or never looked for: the fault is that the file is there. */
function seenNamed(file: string, logs: LogRing): Evidence {
  const name = file.replace(/\.\w+$/, '');
  const isNamed = logs.last(logs.written).some(({ line }) => line.includes(name));
  return { live: true, sentence: `${isNamed ? 'the log names' : 'nothing in the log names'} ${name}, of which nothing is sent to the database` };
}
