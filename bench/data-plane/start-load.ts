import { startChild } from './child.js';
import type { LoadNews, LoadOrder } from './load.js';

export type LoadOver = Extract<LoadNews, { news: 'over' }>;

/** A load that another process sends. */
export interface RunningLoad {
  /** Requests that had ended when it last told. */
  answered(): number;
  /** Resolves when a third of them have, or all that there will be. */
  readonly third: Promise<unknown>;
  /** Rejects when the process ends before its load does. */
  readonly over: Promise<LoadOver>;
  end(): Promise<void>;
}

/** Starts users in a process of their own, so that they take no turn from the data plane that they ask. */
export function startLoad(order: LoadOrder): RunningLoad {
  let answered = 0;
  let tellThird: () => void = () => undefined;
  let tellOver: (news: LoadOver) => void = () => undefined;
  const third = new Promise<void>((resolve) => (tellThird = resolve));
  const told = new Promise<LoadOver>((resolve) => (tellOver = resolve));
  const child = startChild<LoadNews>('load.ts', (news) => {
    if (news.news === 'over') return tellOver(news);
    answered = news.asked;
    if (answered >= order.total / 3) tellThird();
  });
  child.send(order);
  const over = Promise.race([told, child.failed]);
  over.catch(() => undefined);
  return { answered: () => answered, third: Promise.race([third, over]), over, end: () => child.end() };
}
