import type { ComponentChildren, JSX } from 'preact';
import { useContext, useId } from 'preact/hooks';
import { Printing } from '../printing.js';

interface Props {
  readonly title: string;
  /** What stands beside the title: a count, a control. */
  readonly aside?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A part of the page under its own heading. */
export function Section({ title, aside, class: name = '', children }: Props): JSX.Element {
  const id = useId();
  return (
    <section class={`part ${name}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

interface FoldProps {
  readonly title: ComponentChildren;
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** What is read only by who wants to; on paper it is there. */
export function Fold({ title, open = false, children }: FoldProps): JSX.Element {
  const printing = useContext(Printing);
  return (
    <details open={printing || open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** What a part says that has nothing to show. */
export const Nothing = ({ children }: { readonly children: ComponentChildren }): JSX.Element => <p class="soft nothing">{children}</p>;
