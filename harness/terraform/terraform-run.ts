import type { GuardedProcessSpec } from '../programs/guarded-process.js';
import { SERVICES_AT_ENDPOINT } from './override-file.js';
import { runToEnd, type Limits, type RunEnd } from '../programs/run-to-end.js';
import { readUiLine, type ChangeCounts, type Diagnostic } from './ui-lines.js';
import { errorsIn } from './unbox.js';

/** A command that did what it was asked to. */
export interface CommandDone {
  readonly ok: true;
  readonly exitCode: number;
  /** All lines, as a person would read them. */
  readonly output: string;
}

/** A command that did not. */
export interface CommandFailed {
  readonly ok: false;
  /** Undefined when it did not end by itself. */
  readonly exitCode: number | undefined;
  readonly why: 'failed' | 'aborted' | 'timed-out';
  /** What Terraform or the provider gave as the error, without frames and places; several stand below each other. */
  readonly error: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly output: string;
}

/** What a command is about to do or did; the numbers are 0 where it did not say. */
export type CommandEnd = { readonly end: CommandDone | CommandFailed; readonly planned: ChangeCounts; readonly done: ChangeCounts };

const NOTHING: ChangeCounts = { add: 0, change: 0, destroy: 0 };

/** What the provider says when a call ran against the proxy that is not there. */
const REFUSED_CALL = /proxyconnect tcp/;

/**
 * Runs one command of Terraform. Exit code 2, by which a plan tells that there are changes, is no failure where
 * `goodCodes` has it.
 */
export async function runTerraform(
  spec: Omit<GuardedProcessSpec, 'onLine'>,
  limits: Limits,
  onLine: (line: string) => void,
  goodCodes: readonly number[],
): Promise<CommandEnd> {
  const lines: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const counts = { planned: NOTHING, done: NOTHING };
  const run = await runToEnd(
    {
      ...spec,
      onLine: (line) => {
        const read = readUiLine(line);
        if (read.diagnostic) diagnostics.push(read.diagnostic);
        if (read.counts) counts[read.counts.operation === 'plan' ? 'planned' : 'done'] = read.counts;
        for (const text of read.text.split('\n')) {
          lines.push(text);
          onLine(text);
        }
      },
    },
    limits,
  );
  const output = lines.join('\n');
  const { code } = run;
  if (code !== null && goodCodes.includes(code) && run.stopped === undefined) return { end: { ok: true, exitCode: code, output }, ...counts };
  const error = withHint(errorOf(diagnostics, output) ?? endText(run));
  return { end: { ok: false, exitCode: code ?? undefined, why: run.stopped ?? 'failed', error, diagnostics, output }, ...counts };
}

function errorOf(diagnostics: readonly Diagnostic[], output: string): string | undefined {
  const told = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  const all = told.length > 0 ? told : errorsIn(output);
  return all.length > 0 ? all.join('\n') : undefined;
}

function endText({ code, signal, stopped }: RunEnd): string {
  if (stopped !== undefined) return stopped === 'aborted' ? 'terraform was interrupted' : 'terraform took longer than it may';
  return `terraform ended with ${code === null ? String(signal) : `exit code ${code}`} and named no error`;
}

const withHint = (error: string): string =>
  REFUSED_CALL.test(error) ? `${error}\n(canarybed lets no call leave this machine; it answers for ${SERVICES_AT_ENDPOINT.join(', ')} only)` : error;
