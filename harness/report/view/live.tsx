import type { ReadText } from './embed.js';
import type { LiveData } from './live-data.js';

/** Each page that is served has its own: that of an audit lies below it. */
const BELOW = location.pathname.replace(/\/$/, '');

interface LiveReader {
  onData(read: ReadText): void;
  onConnected(is: boolean): void;
}

/** Has the server of the page tell when there is newer data than the version that is known, and fetches it, one at a time. */
export function followLive(known: string, { onData, onConnected }: LiveReader): void {
  let newest = known;
  let isFetching = false;
  const catchUp = async (): Promise<void> => {
    if (isFetching || newest === known) return;
    isFetching = true;
    const wanted = newest;
    const data = await fetched();
    isFetching = false;
    if (data) {
      known = data.version;
      // Made after the event, it may be newer; an event of that version is then nothing new.
      if (newest === wanted) newest = known;
      onData((id) => data.pieces[id] ?? 'null');
    } else if (newest === wanted) return;
    void catchUp();
  };
  const events = new EventSource(`${BELOW}/events`);
  events.onopen = () => onConnected(true);
  events.onerror = () => onConnected(false);
  events.onmessage = ({ data }: MessageEvent<string>) => {
    newest = (JSON.parse(data) as { version: string }).version;
    void catchUp();
  };
}

/** Nothing where the server is gone, or the journal cannot be read: the next event tries again. */
async function fetched(): Promise<LiveData | undefined> {
  try {
    const response = await fetch(`${BELOW}/data.json`, { cache: 'no-store' });
    return response.ok ? ((await response.json()) as LiveData) : undefined;
  } catch {
    return undefined;
  }
}
