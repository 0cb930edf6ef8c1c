import type { JSX } from 'preact';
import type { Mark } from './mark.js';

const SHAPES: Readonly<Record<Mark, JSX.Element>> = {
  pass: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  fail: <path d="M2.5 2.5l7 7m0-7l-7 7" stroke="currentColor" stroke-width="2" />,
  ring: <path d="M6 1.6a4.4 4.4 0 1 0 0.01 0zM6 3.4v2.8h2.2" fill="none" stroke="currentColor" stroke-width="1.4" />,
  half: <path d="M6 2a4 4 0 1 0 0.01 0zM6 2a4 4 0 0 1 0 8z" fill="currentColor" fill-rule="evenodd" stroke="currentColor" stroke-width="1.4" />,
  warn: <path d="M6 1.5l5 9h-10z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round" />,
  none: <path d="M3 6h6" stroke="currentColor" stroke-width="1.6" />,
};

const COLOURS: Readonly<Record<Mark, string>> = { pass: 'pass', fail: 'fail', ring: 'warn', half: 'warn', warn: 'warn', none: 'soft' };

/** A shape that tells without its colour; the words stand beside it. */
export function MarkShape({ mark, dim = false }: { readonly mark: Mark; readonly dim?: boolean }): JSX.Element {
  return (
    <svg class={`mark ${COLOURS[mark]}${dim ? ' dim' : ''}`} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      {SHAPES[mark]}
    </svg>
  );
}
