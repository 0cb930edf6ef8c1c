import type { ComponentChildren, JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { Printing } from './printing.js';
import { counted } from './words.js';

interface Props<T> {
  readonly things: readonly T[];
  readonly few: number;
  readonly noun: string;
  readonly children: (shown: readonly T[]) => ComponentChildren;
}

/** The first few of many, and a button for the rest; on paper all. */
export function FewOf<T>({ things, few, noun, children }: Props<T>): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  const all = useContext(Printing) || isOpen || things.length <= few;
  return (
    <>
      {children(all ? things : things.slice(0, few))}
      {!all && (
        <button type="button" class="more" onClick={() => setOpen(true)}>
          Show all {counted(things.length, noun)}
        </button>
      )}
    </>
  );
}
