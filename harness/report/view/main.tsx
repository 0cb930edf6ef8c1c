import { render } from 'preact';
import { App } from './app.js';
import { DEFLATED, readEmbedded, type ReadText } from './embed.js';
import { inflated } from './inflated.js';
import { LIVE } from './live-data.js';
import { followLive } from './live.js';
import { Printing } from './printing.js';

function textOf(id: string): string {
  const element = document.getElementById(id);
  const text = element?.textContent ?? 'null';
  return element?.hasAttribute(DEFLATED) === true ? inflated(text) : text;
}

const root = document.getElementById('canarybed');
let read: ReadText = textOf;
let data = readEmbedded(read);
let printing = false;
let connected: boolean | undefined;

/** Drawn at once, since a browser does not wait for the paper. */
function draw(): void {
  if (!root) return;
  render(
    <Printing.Provider value={printing}>
      <App data={data} read={read} {...(connected === undefined ? {} : { connected })} />
    </Printing.Provider>,
    root,
  );
}

function print(begins: boolean): void {
  printing = begins;
  draw();
}

// Only a page that is served has its version.
const version = JSON.parse(textOf(LIVE)) as string | null;
if (version !== null) {
  connected = true;
  followLive(version, {
    onData(newer) {
      read = newer;
      data = readEmbedded(read);
      draw();
    },
    onConnected(is) {
      connected = is;
      draw();
    },
  });
}
draw();
addEventListener('beforeprint', () => print(true));
addEventListener('afterprint', () => print(false));
