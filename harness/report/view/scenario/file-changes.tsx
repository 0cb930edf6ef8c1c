import type { JSX } from 'preact';
import type { FileChange } from '../../../model/file-change.js';
import { counted } from '../words.js';
import { DiffLines } from './diff-lines.js';

interface Props {
  readonly files: readonly FileChange[];
  readonly leftOut: number;
}

/** The files that faults edited, line by line. */
export function FileChanges({ files, leftOut }: Props): JSX.Element {
  return (
    <div class="file-changes">
      {files.map((file) => (
        <OneFile key={file.path} file={file} />
      ))}
      {leftOut > 0 && <p class="soft">{counted(leftOut, 'further file')} changed that are not shown.</p>}
    </div>
  );
}

function OneFile({ file: { path, change, lines = [], linesLeftOut = 0, unshown } }: { readonly file: FileChange }): JSX.Element {
  return (
    <>
      <h3>
        <code>{path}</code> is {change}
      </h3>
      {lines.length > 0 && (
        <pre class="diff" tabIndex={0} aria-label={`${path}, ${change}`}>
          <DiffLines lines={lines} />
        </pre>
      )}
      {lines.length === 0 && <p class="soft">{withoutLines(change, unshown)}</p>}
      {linesLeftOut > 0 && <p class="soft">{counted(linesLeftOut, 'further line')} changed that are not shown.</p>}
    </>
  );
}

function withoutLines(change: FileChange['change'], unshown: FileChange['unshown']): string {
  if (unshown === 'binary') return 'It is binary.';
  if (unshown === 'long') return 'It is over 1 MB and not shown, or no plain file.';
  return change === 'changed' ? 'It differs within what is masked, or in the ends of its lines.' : 'It has no line.';
}
