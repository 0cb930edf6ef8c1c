/** The work did not end in time. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  constructor(deadlineMs: number) {
    super(`no answer within ${deadlineMs} ms`);
  }
}

/**
 * Does some work within a deadline in milliseconds. Late work is told to stop
 * by its signal, and how it ends then is nobody's concern any more.
 *
 * @throws NoAnswer at the deadline, or what the work threw before it
 */
export async function withinDeadline<T>(
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const reason = new NoAnswer(deadlineMs);
      reject(reason);
      controller.abort(reason);
    }, deadlineMs);
  });
  try {
    return await Promise.race([work(controller.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
