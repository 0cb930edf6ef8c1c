import { ConfigError } from '../../model/errors.js';
import { releasePath } from '../config/schema-words.js';
import { configOf, type Draft, type DraftConfig, type DraftKey, type Entry } from './draft.js';
import { commandValue } from './shell-command.js';

/** Asks one thing; the answer is what was typed. Rejects where nobody will answer any more. */
export type Ask = (question: string) => Promise<string>;

/** An answer that does not do, in words that follow "expected". */
class Unfit extends Error {}

interface Question {
  readonly key: DraftKey;
  readonly text: string;
  /** Whether it makes sense after what is known. */
  readonly when?: (config: DraftConfig) => boolean;
  /** What stands for an empty answer; left out: what is there for the key. */
  readonly shown?: (config: DraftConfig) => unknown;
  /** @throws Unfit */
  readonly read: (answer: string, config: DraftConfig) => unknown;
}

const NONE = '-';
const MOST_TRIES = 5;

const QUESTIONS: readonly Question[] = [
  { key: 'command', text: 'Command that starts the app ({port} stands for its port)', read: commandValue },
  { key: 'port', text: 'Port that the balancer addresses', when: ({ healthCheck }) => healthCheck?.target === undefined, read: port },
  { key: 'portSetting', text: 'Setting that tells the app its port', when: ({ portSetting: _told, ...config }) => !isToldItsPort(config), read: setting },
  { key: 'health', text: 'Path that the balancer checks', when: ({ healthCheck }) => healthCheck?.target === undefined, read: path },
  { key: 'pages', text: 'Pages that users ask for', read: (answer) => words(answer).map(path) },
  { key: 'envFile', text: 'File of settings', read: (answer) => (words(answer).length > 1 ? words(answer) : answer) },
  { key: 'postgres', text: 'Setting that carries the URL of Postgres', read: setting },
  {
    key: 'migrations', text: 'Command that migrates the database', when: ({ postgres }) => postgres !== undefined, shown: ({ migrations }) => migrations?.command,
    read: (answer, { migrations }) => ({ folder: 'migrations', ...migrations, command: commandValue(answer) }),
  },
  {
    key: 'migrations', text: "Folder of the migrations' files", when: ({ postgres, migrations }) => postgres !== undefined && migrations !== undefined, shown: ({ migrations }) => migrations?.folder,
    read: (answer, { migrations }) => inFolder(folder(answer), migrations),
  },
];

/**
 * Asks about each thing that matters, with what was found as what an empty answer stands for.
 * @throws ConfigError when an answer does not do again and again
 */
export async function askAbout(draft: Draft, ask: Ask): Promise<Draft> {
  let { entries } = draft;
  const answered = new Set<string>();
  for (const question of QUESTIONS) {
    const config = configOf({ ...draft, entries });
    if (question.when?.(config) === false) continue;
    const answer = await fitAnswer(question, config, ask);
    if (!answer) continue;
    answered.add(question.key);
    entries = withEntry(entries, question.key, answer.value);
  }
  const config = configOf({ ...draft, entries });
  if (isToldItsPort(config)) answered.add('port').add('portSetting');
  const stray = strayKeys(config);
  return { entries: entries.filter(({ key }) => !stray.includes(key)), missing: draft.missing.filter((line) => !answered.has(/^(\w+)[.:]/.exec(line)?.[1] ?? '')) };
}

const isToldItsPort = ({ portSetting, command }: DraftConfig): boolean => portSetting !== undefined || JSON.stringify(command ?? '').includes('{port}');

/** What was found and makes no sense after the answers. */
const strayKeys = (config: DraftConfig): DraftKey[] => [
  ...(isToldItsPort(config) || config.port === undefined ? ['fixedPort' as const] : []),
  ...(config.postgres === undefined ? ['migrations' as const] : []),
];

/** Undefined where what was found is taken. */
async function fitAnswer(question: Question, config: DraftConfig, ask: Ask): Promise<{ value: unknown } | undefined> {
  const found = shownDefault(question, config);
  let again = '';
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const answer = (await ask(`${again}${question.text} [${found ?? 'none'}]${found === undefined ? '' : `, ${NONE} for none`}: `)).trim();
    if (answer === '') return undefined;
    if (answer === NONE) return { value: undefined };
    try {
      return { value: question.read(answer, config) };
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      again = `expected ${error.message}, found "${answer}"\n`;
    }
  }
  throw new ConfigError(`${again}init: no answer that does after ${MOST_TRIES} questions; nothing was written`);
}

function shownDefault({ key, shown }: Question, config: DraftConfig): string | undefined {
  const value = shown ? shown(config) : config[key];
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function withEntry(entries: readonly Entry[], key: DraftKey, value: unknown): readonly Entry[] {
  const others = entries.filter((entry) => entry.key !== key);
  if (value === undefined) return others;
  const at = entries.findIndex((entry) => entry.key === key);
  return others.toSpliced(at < 0 ? others.length : at, 0, { key, value, told: [`${key} as you answered`] });
}

const words = (answer: string): string[] => answer.split(/[\s,]+/).filter((word) => word !== '');

function port(answer: string): number {
  if (/^\d+$/.test(answer) && Number(answer) >= 1 && Number(answer) <= 65_535) return Number(answer);
  throw new Unfit('a port from 1 to 65535');
}

function path(answer: string): string {
  if (/^\/[\x21-\x7e]*$/.test(answer)) return answer;
  throw new Unfit('a path that begins with a slash, such as /health');
}

function setting(answer: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(answer)) return answer;
  throw new Unfit('the name of a setting, such as DATABASE_URL');
}

/** In what form another folder than the one that was found has them, is found out when it is read. */
function inFolder(answer: string, found: DraftConfig['migrations']): unknown {
  const { format, ...rest } = { ...found };
  return { ...rest, folder: answer, ...(format === undefined || answer !== found?.folder ? {} : { format }) };
}

function folder(answer: string): string {
  if (releasePath.safeParse(answer).success) return answer;
  throw new Unfit("a path inside the release's folder, such as db/migrations");
}
