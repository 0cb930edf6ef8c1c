import { render } from 'preact';
import { App } from './app.js';
import { readEmbedded } from './embed.js';
import { Printing } from './printing.js';

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? 'null';

const root = document.getElementById('canarybed');
const data = readEmbedded(textOf);

/** Drawn at once, since a browser does not wait for the paper. */
function draw(printing: boolean): void {
  if (!root) return;
  render(
    <Printing.Provider value={printing}>
      <App data={data} read={textOf} />
    </Printing.Provider>,
    root,
  );
}

draw(false);
addEventListener('beforeprint', () => draw(true));
addEventListener('afterprint', () => draw(false));
