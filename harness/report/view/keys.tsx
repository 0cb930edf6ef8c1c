import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Route } from './route.js';

type Key = readonly [key: string, does: string];

const ROWS: Key = ['j or ↓, k or ↑', 'next or previous row'];
const SHOW: Key = ['?', 'show these keys'];

/** What keys do, by page; those of a part hold while it has the focus. */
const KEYS: Readonly<Record<Route['page'], readonly Key[]>> = {
  first: [['/', 'search'], ROWS, ['Enter', 'open the row'], ['Escape', 'leave the search'], SHOW],
  mutant: [['Escape', 'back to all mutants'], SHOW],
  scenario: [
    ['Escape', 'back to all scenarios'],
    ['← →', 'timeline: what happened before or next'],
    ['Home, End', 'timeline: what happened first or last'],
    ['Shift ← →', 'timeline: pan'],
    ['+ − 0', 'timeline: zoom in, zoom out, show all'],
    ['Ctrl wheel', 'timeline: zoom'],
    ['j or ↓, k or ↑', 'checks, logs: next or previous row'],
    ['Enter', 'checks: open the row'],
    SHOW,
  ],
};

/** Whether what is typed goes into a field, so that a letter is no command. */
export const isTyping = ({ target }: Event): boolean => target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** Keys that hold on every page, and the list of all; `leave` goes from the page of one thing back to the list. */
export function Keys({ leave, page }: { readonly leave: () => void; readonly page: Route['page'] }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || dialog.current?.open === true) return;
      if (event.key === 'Escape') (isTyping(event) ? () => (event.target as HTMLElement).blur() : leave)();
      else if (isTyping(event)) return;
      else if (event.key === '?') dialog.current?.showModal();
      else if (event.key === '/') {
        const search = document.querySelector<HTMLInputElement>('input[type=search]');
        if (!search) return;
        event.preventDefault();
        search.focus();
        search.select();
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [leave]);
  return (
    <>
      <button type="button" class="quiet" onClick={() => dialog.current?.showModal()} aria-label="Show the keys">
        <kbd>?</kbd>
      </button>
      <dialog ref={dialog} aria-labelledby="keys-title">
        <h2 id="keys-title">Keys</h2>
        <dl class="keys">
          {KEYS[page].map(([key, does]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}
