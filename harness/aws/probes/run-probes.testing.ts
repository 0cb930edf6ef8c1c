import { wallNow, wallSleep } from '../../model/wall-clock.js';
import { contains, partOf, type Matcher } from './contains.js';
import { DOCUMENTED_ANSWERS } from './documented-answers.js';
import { filledIn, valueAt } from './known-values.js';
import type { Call, Preparation, Probe } from './probe.js';
import { openSenders, type Answer, type Send } from './send-call.testing.js';

/** What an endpoint answered to a probe. */
export interface ProbeAnswer {
  readonly probe: Probe;
  /** In one line. */
  readonly answered: string;
  /** Whether it is what AWS documents; of an error, its code and status. */
  readonly asDocumented: boolean;
  /** Of an error as documented whose text is known of AWS: whether it has that text. */
  readonly sameText?: boolean;
}

export interface ProbeOptions {
  /** An AMI that the endpoint has. */
  readonly image: string;
  readonly probes?: readonly Probe[];
}

type KnownValues = Record<string, unknown>;

/** Wall seconds that an endpoint is given for what AWS does in its own time. */
const PATIENCE = 10;
const PAUSE = 0.1;
const REGION = 'us-east-1';

/**
 * Asks an endpoint all probes, one after the other, by the clients of AWS's SDK, each once. The endpoint keeps what was made for them.
 * @throws what the connection fails with when nothing listens there.
 */
export async function runProbes(url: string, { image, probes = DOCUMENTED_ANSWERS }: ProbeOptions): Promise<readonly ProbeAnswer[]> {
  const { send, close } = openSenders(url, REGION);
  try {
    const answers: ProbeAnswer[] = [];
    for (const probe of probes) answers.push(await ask(probe, { image, zone: `${REGION}a` }, send));
    return answers;
  } finally {
    close();
  }
}

async function ask(probe: Probe, values: KnownValues, send: Send): Promise<ProbeAnswer> {
  for (const step of probe.preparation) {
    const failed = await prepare(step, values, send);
    if (failed !== undefined) return { probe, answered: `not asked: ${failed}`, asDocumented: false };
  }
  const giveUp = wallNow() + (probe.eventually ? PATIENCE : 0);
  for (;;) {
    const answer = judged(probe, await send(filled(probe.call, values)), values);
    if (answer.asDocumented || wallNow() >= giveUp) return answer;
    await wallSleep(PAUSE);
  }
}

/** Why a preparation failed, if it did. */
async function prepare({ call, keep = {}, until }: Preparation, values: KnownValues, send: Send): Promise<string | undefined> {
  const giveUp = wallNow() + PATIENCE;
  for (;;) {
    const answer = await send(filled(call, values));
    if (answer.kind !== 'answered') return `${call.action} answered ${lineOf(answer)}`;
    if (until === undefined || contains(answer.output, until, values)) {
      for (const [name, path] of Object.entries(keep)) values[name] = valueAt(answer.output, path);
      return undefined;
    }
    if (wallNow() >= giveUp) return `${call.action} still answered ${lineOf(answer, until)}`;
    await wallSleep(PAUSE);
  }
}

const filled = (call: Call, values: KnownValues): Call => ({ ...call, input: filledIn(call.input, values) as Call['input'] });

function judged(probe: Probe, answer: Answer, values: KnownValues): ProbeAnswer {
  const { refused = [], answers } = probe.documented;
  const answered = lineOf(answer, answers);
  if (answer.kind === 'answered') return { probe, answered, asDocumented: answers !== undefined && contains(answer.output, answers, values) };
  if (answer.kind === 'broken') return { probe, answered, asDocumented: false };
  const refusal = refused.find(({ code, status }) => code === answer.code && status === answer.status);
  if (!refusal) return { probe, answered, asDocumented: false };
  return { probe, answered, asDocumented: true, ...(refusal.text === undefined ? {} : { sameText: refusal.text === answer.text }) };
}

/** An answer in one line: of a successful one the part that is asked about, or all of it when nothing is. */
function lineOf(answer: Answer, asked?: Matcher): string {
  if (answer.kind === 'refused') return `${answer.status} ${answer.code}: ${oneLine(answer.text)}`;
  if (answer.kind === 'broken') return `${answer.status}, ${oneLine(answer.what)}`;
  return `200 ${JSON.stringify(partOf(answer.output, asked ?? {}))}`;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
