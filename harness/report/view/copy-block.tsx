import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';

/** Text to be taken along. Where a browser does not let a file copy, the text is selected instead. */
export function CopyBlock({ text, name }: { readonly text: string; readonly name: string }): JSX.Element {
  const block = useRef<HTMLPreElement>(null);
  const [told, setTold] = useState('');
  const copy = async (): Promise<void> => {
    if (block.current) getSelection()?.selectAllChildren(block.current);
    try {
      await navigator.clipboard.writeText(text);
      setTold('copied');
    } catch {
      setTold('selected: copy it by the keys of your system');
    }
  };
  return (
    <div class="copy">
      <pre ref={block} tabIndex={0} role="region" aria-label={name}>
        {text}
      </pre>
      <div class="copy-row">
        <button type="button" onClick={() => void copy()} onBlur={() => setTold('')} aria-label={`Copy ${name}`}>
          Copy
        </button>
        <span class="soft" role="status">
          {told}
        </span>
      </div>
    </div>
  );
}
