import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

interface Props {
  readonly text: () => string;
  /** What stands on it. */
  readonly name?: string;
  /** What it copies, in words. */
  readonly what: string;
}

/** Puts a text on the clipboard and says whether that was allowed. */
export function CopyButton({ text, name = 'copy', what }: Props): JSX.Element {
  const [told, setTold] = useState<string>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setTold('copied');
    } catch {
      setTold('the browser does not allow it');
    }
  };
  return (
    <button type="button" class="copy-button" onClick={() => void copy()} onBlur={() => setTold(undefined)} aria-label={`${told ?? name}: ${what}`}>
      {told ?? name}
    </button>
  );
}
