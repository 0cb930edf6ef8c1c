import type { ServerResponse } from 'node:http';
import { wallTimer } from '../../model/wall-clock.js';
import type { LiveSource } from './live-source.js';

/** A report is made for at most this part of the time: the run has the same processors. */
const SHARE = 10;

/** Pages that are told, as server-sent events, when there is another version of the report. */
export class LiveListeners {
  /** With the version that each was told last. */
  readonly #told = new Map<ServerResponse, string>();
  #known = '';
  #cancel: (() => void) | undefined;

  /** @param every least wall seconds between two looks; nobody looks while nobody listens */
  constructor(
    private readonly source: LiveSource,
    private readonly every: number,
  ) {}

  /** Tells the version of now at once, as it may be another one than that of the page. */
  add(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
    response.on('close', () => this.#told.delete(response));
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
    const version = this.#version();
    this.#told.set(response, version);
    response.write(`retry: 1000\n\n${eventOf(version)}`);
    this.#cancel ??= this.#lookLater();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    for (const response of this.#told.keys()) response.end();
    this.#told.clear();
  }

  #lookLater(): () => void {
    return wallTimer(Math.max(this.every, this.source.seconds * SHARE), () => {
      this.#cancel = undefined;
      if (this.#told.size === 0) return;
      this.#tell();
      this.#cancel = this.#lookLater();
    });
  }

  #tell(): void {
    const version = this.#version();
    for (const [response, told] of this.#told) {
      if (told === version) continue;
      this.#told.set(response, version);
      response.write(eventOf(version));
    }
  }

  /** That of a report that cannot be read is the last that could. */
  #version(): string {
    try {
      this.#known = this.source.version();
    } catch {
      // Said where it is loaded.
    }
    return this.#known;
  }
}

const eventOf = (version: string): string => `data: ${JSON.stringify({ version })}\n\n`;
