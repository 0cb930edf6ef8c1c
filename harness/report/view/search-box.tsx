import type { ComponentChildren, JSX } from 'preact';
import { hashOf } from './route.js';
import { searchHas, toggled, type Token } from './search.js';

/** The search goes into the address without a step of its own for each letter. */
function search(text: string): void {
  history.replaceState(null, '', hashOf({ page: 'first', search: text }));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

interface BoxProps {
  readonly search: string;
  readonly hint: string;
  /** How many of how many are found, in words. */
  readonly found: string;
}

export function SearchBox({ search: text, hint, found }: BoxProps): JSX.Element {
  return (
    <div class="search" role="search">
      <input type="search" aria-label="Search" placeholder={hint} value={text} spellcheck={false} autocomplete="off" onInput={({ currentTarget }) => search(currentTarget.value)} />
      <span class="soft" role="status">
        {found}
      </span>
    </div>
  );
}

interface FilterProps {
  readonly search: string;
  readonly tokens: readonly Token[];
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A link to the search with these tokens, or where it has them, without. */
export function FilterLink({ search: text, tokens, class: style = '', children }: FilterProps): JSX.Element {
  const isOn = searchHas(text, tokens);
  return (
    <a class={`filter ${style}${isOn ? ' on' : ''}`} href={hashOf({ page: 'first', search: toggled(text, tokens) })} aria-current={isOn ? 'true' : undefined}>
      {children}
    </a>
  );
}
