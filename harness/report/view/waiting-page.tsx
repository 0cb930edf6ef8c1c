import type { JSX } from 'preact';

/** Shown by a server whose folder has nothing yet. */
export function WaitingPage(): JSX.Element {
  return (
    <>
      <h1>No run has begun here, and no audit</h1>
      <p>
        This page waits for <code>canarybed run</code> or <code>canarybed audit</code>, and shows what comes of it as it comes.
      </p>
    </>
  );
}
