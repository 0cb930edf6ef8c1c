import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type * as Parser from '@actions/workflow-parser';
import type { parseAction } from '@actions/workflow-parser/actions/action-parser';

type Loaded = typeof Parser & { readonly parseAction: typeof parseAction };

const SOURCE = "export * from '@actions/workflow-parser'; export { parseAction } from '@actions/workflow-parser/actions/action-parser';";

let loaded: Loaded | undefined;

/** Bundled first: as it is published, its imports of JSON are taken by no Node that we support. */
function parser(): Loaded {
  if (loaded) return loaded;
  const folder = mkdtempSync(join(tmpdir(), 'workflow-parser-'));
  try {
    const file = join(folder, 'parser.cjs');
    buildSync({ stdin: { contents: SOURCE, resolveDir: __dirname }, bundle: true, platform: 'node', format: 'cjs', outfile: file });
    return (loaded = createRequire(file)(file) as Loaded);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What GitHub's own parser has against a workflow: its syntax, its expressions, and jobs that it needs. */
export async function errorsOfWorkflow(content: string): Promise<readonly string[]> {
  const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = parser();
  const { context, value } = parseWorkflow({ name: 'workflow.yml', content }, new NoOperationTraceWriter());
  if (value && context.errors.count === 0) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

/** What it has against an action. */
export function errorsOfAction(content: string): readonly string[] {
  const { parseAction, NoOperationTraceWriter } = parser();
  return parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter()).context.errors.getErrors().map(({ message }) => message);
}
