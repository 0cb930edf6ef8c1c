import { documentedLine } from '../../harness/aws/probes/documented-line.js';
import type { Probe } from '../../harness/aws/probes/probe.js';
import type { ProbeAnswer } from '../../harness/aws/probes/run-probes.testing.js';

/** Answers of one server, in the order of the probes; undefined when it was not there to be asked. */
export interface ServerAnswers {
  readonly name: string;
  readonly answers: readonly ProbeAnswer[] | undefined;
}

const MOST_SHOWN = 120;

/** The probes with AWS's answers and what each server makes of them, and how many it answers as AWS does. Markdown. Pure. */
export function coverageTable(probes: readonly Probe[], servers: readonly ServerAnswers[]): string {
  const head = ['probe', 'AWS documents', ...servers.map(({ name }) => name)];
  const rows = probes.map((probe, at) => [probe.sentence, awsCell(probe), ...servers.map(({ answers }) => answerCell(answers?.[at]))]);
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return [...servers.map((server) => countOf(server, probes.length)), '', ...lines].join('\n');
}

/** How many probes a server answers as AWS documents. Pure. */
export function countOf({ name, answers }: ServerAnswers, asked: number): string {
  if (!answers) return `- ${name}: not asked`;
  return `- ${name}: ${answers.filter(({ asDocumented }) => asDocumented).length} of ${asked} as AWS documents`;
}

function awsCell({ documented, source, confidence }: Probe): string {
  const line = code(documentedLine(documented));
  const linked = source.startsWith('https:') ? `[${line}](${source})` : `${line} (${source})`;
  return confidence === 'documented' ? linked : `${linked}, ${confidence}`;
}

function answerCell(answer: ProbeAnswer | undefined): string {
  if (!answer) return '';
  if (!answer.asDocumented) return `✗ ${code(steady(answer.answered))}`;
  return answer.sameText === false ? '✓ in other words' : '✓';
}

/** Without what differs from run to run. */
const steady = (answered: string): string => answered.replace(/\bi-[0-9a-f]{8,17}\b/g, 'i-…').replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…');

function code(text: string): string {
  const short = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  return `\`${short.replace(/`/g, "'").replace(/\|/g, '\\|')}\``;
}
