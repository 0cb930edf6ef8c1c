import type { JSX } from 'preact';
import type { FoldedLine } from '../../../model/line-diff.js';

/** A comparison line by line; what became of each is told by a sign, too, for whoever does not see the colour. */
export function DiffLines({ lines }: { readonly lines: readonly FoldedLine[] }): JSX.Element {
  return (
    <>
      {lines.map((line, index) =>
        line.kind === 'folded' ? (
          <span key={index} class="line fold">… {line.count} equal lines{'\n'}</span>
        ) : (
          <span key={index} class={`line ${line.kind}`}>{{ same: '  ', removed: '− ', added: '+ ' }[line.kind]}{line.text}{'\n'}</span>
        ),
      )}
    </>
  );
}
