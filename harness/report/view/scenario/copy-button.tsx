import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** Puts a text on the clipboard and says whether that was allowed. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }): JSX.Element {
  const [state, setState] = useState<'copy' | 'copied' | 'not allowed'>('copy');
  const copy = (): void => {
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    done.then(
      () => setState('copied'),
      () => setState('not allowed'),
    );
  };
  return (
    <button type="button" class="copy-button" onClick={copy} onBlur={() => setState('copy')} aria-label={`${state === 'copy' ? 'Copy' : state}: ${what}`}>
      {state}
    </button>
  );
}
