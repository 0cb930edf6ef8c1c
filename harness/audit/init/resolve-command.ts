import { leadingSettings } from './shell-command.js';

/** A command line of which nothing is a call of another script, and what went before it. */
export interface ResolvedCommand {
  readonly command: string;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  /** Names of the scripts that it was called through. */
  readonly through: readonly string[];
  /** Migrations that it ran before the app. */
  readonly migrates?: string;
}

const CALL = /^(?:npm(?: run(?:-script)?)?|yarn(?: run)?|pnpm(?: run)?|bun run)\s+([\w:.-]+)$/;
const MIGRATES = /migrat|db:|alembic upgrade/i;
/** Programs that a machine has, or that find others by themselves; any other of a script is a package's. */
const OF_THE_MACHINE = /^(?:node|npm|npx|yarn|pnpm|bunx?|deno|sh|bash|python\d?(?:\.\d+)?|ruby|bundle|java|php|go|make|docker|\.{0,2}\/.*|[\w.-]+\/.*)$/;

/** Follows calls of package.json's scripts to what is run in the end, without the package manager around it. Pure. */
export function resolveCommand(text: string, scripts: ReadonlyMap<string, string>): ResolvedCommand {
  let { command, settings } = leadingSettings(text);
  const through: string[] = [];
  let migrates: string | undefined;
  for (let name = CALL.exec(command)?.[1]; name !== undefined && !through.includes(name); name = CALL.exec(command)?.[1]) {
    const script = scripts.get(name);
    if (script === undefined) break;
    through.push(name);
    const parts = script.split('&&').map((part) => part.trim());
    const [last = ''] = parts.slice(-1);
    const before = parts.slice(0, -1);
    // What is no migration may be needed for the start.
    const whole = before.some((part) => !MIGRATES.test(part));
    if (!whole && before.length > 0) migrates = before.join(' && ');
    const next = leadingSettings(whole ? script : last);
    settings = [...settings, ...next.settings];
    command = next.command;
  }
  return { command: through.length > 0 ? fromPackages(command) : command, settings, through, ...(migrates === undefined ? {} : { migrates }) };
}

/** A script's programs are those of the packages first. */
function fromPackages(command: string): string {
  const [program = ''] = command.split(/\s/);
  return OF_THE_MACHINE.test(program) || /[|&;<>]/.test(command) ? command : `node_modules/.bin/${command}`;
}
