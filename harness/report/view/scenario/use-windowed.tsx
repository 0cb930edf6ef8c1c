import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { Printing } from '../printing.js';
import { rowWindow, type RowWindow } from '../windowing.js';
import { scrollFor } from './scroll-for.js';

/** A list of equal rows of which only those in sight are drawn; on paper all are. */
export interface Windowed extends RowWindow {
  /** Room of the rows that are not drawn, in pixels. */
  readonly above: number;
  readonly below: number;
  readonly box: RefObject<HTMLDivElement | null>;
}

/**
 * @param shown the row that is to be seen whenever it becomes another
 * @param head pixels that stay above the rows
 */
export function useWindowed(count: number, rowHeight: number, shown: number, head = 0): Windowed {
  const box = useRef<HTMLDivElement>(null);
  const printing = useContext(Printing);
  const [{ top, height }, setView] = useState({ top: 0, height: 400 });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    look();
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [count === 0]);
  useLayoutEffect(() => {
    if (box.current && shown >= 0) box.current.scrollTop = scrollFor(shown, rowHeight, box.current.scrollTop, box.current.clientHeight - head);
  }, [shown, count]);
  return { box, ...(printing ? { first: 0, end: count, above: 0, below: 0 } : drawn(rowWindow({ count, rowHeight, top: -top, height }), count, rowHeight)) };
}

const drawn = ({ first, end }: RowWindow, count: number, rowHeight: number): Omit<Windowed, 'box'> => ({ first, end, above: first * rowHeight, below: (count - end) * rowHeight });
