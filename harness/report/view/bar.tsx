import type { JSX } from 'preact';
import type { BarPart } from './bar-part.js';

/** Shares side by side, each with a pattern of its own and its word on hovering. */
export function Bar({ parts, label }: { readonly parts: readonly BarPart[]; readonly label: string }): JSX.Element {
  return (
    <div class="bar" role="img" aria-label={label}>
      {parts
        .filter(({ count }) => count > 0)
        .map(({ name, count, tone }) => (
          <span key={name} class={`part ${tone}`} title={`${count.toLocaleString('en-US')} ${name}`} style={{ flexGrow: String(count) }} />
        ))}
    </div>
  );
}
