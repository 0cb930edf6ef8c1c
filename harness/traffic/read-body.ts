import type { UserAnswer } from '../model/journal.js';
import { beginsAsJson, shapeOfJson } from './json-shape.js';

/** Characters of a body that are kept and compared: always as many, however the answer arrives in pieces. */
export const KEPT_BODY = 64 * 1024;

/** Characters up to which a JSON document is read to its end, for its shape. */
const WHOLE_DOCUMENT = 1024 * 1024;

/** Sentences of a shape that are kept; a document of more says too much to be compared by them. */
const MOST_SENTENCES = 1000;

/** What of a body is compared. */
export type Body = Pick<UserAnswer, 'body' | 'shape'>;

/** Whether there is more of a body than is known of it. Pure. */
export const isCut = ({ body = '', shape }: Body): boolean => shape === undefined && body.length >= KEPT_BODY;

/**
 * Takes a body piece by piece, and keeps its beginning. A JSON document is read on, since what is compared of it where it
 * is not steady is all that is in it; of that the shape alone is kept.
 */
export class BodyReader {
  #text = '';
  #length = 0;

  add(piece: string): void {
    this.#length += piece.length;
    const most = beginsAsJson(this.#text) ? WHOLE_DOCUMENT : KEPT_BODY;
    if (this.#text.length < most) this.#text += piece;
  }

  end(): Body {
    const body = this.#text.slice(0, KEPT_BODY);
    const isWhole = this.#text.length === this.#length && this.#length <= WHOLE_DOCUMENT;
    const shape = this.#length >= KEPT_BODY && isWhole ? shapeOfJson(this.#text) : undefined;
    return { body, ...(shape && shape.size <= MOST_SENTENCES ? { shape: [...shape] } : {}) };
  }
}
