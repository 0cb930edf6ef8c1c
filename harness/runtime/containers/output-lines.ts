import { Writable, type Duplex } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Container } from 'dockerode';

/** Splits the engine's framed stream; the part of dockerode's modem that is used here. */
interface Demultiplexer {
  demuxStream(from: NodeJS.ReadableStream, stdout: NodeJS.WritableStream, stderr: NodeJS.WritableStream): void;
}

export interface Output {
  /** Resolves when the last line is out: the container has ended, or the engine let go of the stream. */
  readonly ended: Promise<void>;
  stop(): void;
}

/**
 * Calls back with each line that a container writes. To be called before the container starts: attached so early, the
 * engine hands over every byte, also of a process that dies at once.
 */
export async function followOutput(container: Container, onLine: (line: string) => void): Promise<Output> {
  const stream = (await container.attach({ stream: true, stdout: true, stderr: true })) as Duplex;
  const sinks = [new LineSink(onLine), new LineSink(onLine)] as const;
  const ended = new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) {
      stream.once(event, () => {
        for (const sink of sinks) sink.flush();
        resolve();
      });
    }
  });
  (container.modem as Demultiplexer).demuxStream(stream, ...sinks);
  return { ended, stop: () => stream.destroy() };
}

/** Lines of one of the two streams. Works synchronously, so that stdout and stderr keep their common order. */
class LineSink extends Writable {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(private readonly onLine: (line: string) => void) {
    super();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    const parts = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = parts.pop() ?? '';
    for (const part of parts) this.onLine(part.replace(/\r$/, ''));
    done();
  }

  /** Hands over a last line without its end. */
  flush(): void {
    const rest = this.#rest + this.#decoder.end();
    this.#rest = '';
    if (rest !== '') this.onLine(rest);
  }
}
