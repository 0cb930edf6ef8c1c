import { shellWord } from '../model/shell-word.js';

/** A run as far as it matters to who wants to see one of its scenarios again. */
interface Run {
  /** What was typed. */
  readonly command: string;
  readonly pace: string;
}

/**
 * The command that runs a scenario again, as a shell takes it. Pure.
 * @param file as `location` of its result has it
 */
export function reproduceLine({ command, pace }: Run, file: string, title: string): string {
  // It is made by options alone, and no file has it.
  if (command.startsWith('canarybed rollout ')) return `npx ${command}`;
  // Else they would be taken for options.
  const named = title.startsWith('-') ? `--title=${shellWord(title)}` : `-t ${titleWord(title)}`;
  return `npx canarybed run ${shellWord(file.startsWith('-') ? `./${file}` : file)} ${named}${pace === 'realtime' ? ' --pace realtime' : ''}`;
}

/** A title reads better in quotes, also where none are needed. */
const titleWord = (title: string): string => {
  const word = shellWord(title);
  return word === title ? `"${title}"` : word;
};
