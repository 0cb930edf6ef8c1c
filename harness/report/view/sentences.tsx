import type { JSX } from 'preact';
import { FewOf } from './few-of.js';

interface Props {
  readonly lead?: string;
  readonly sentences: readonly string[];
  readonly few: number;
}

/** A list of sentences, the first few at first. */
export function Sentences({ lead, sentences, few }: Props): JSX.Element | null {
  if (sentences.length === 0) return null;
  return (
    <>
      {lead !== undefined && <p class="lead">{lead}</p>}
      <FewOf things={sentences} few={few} noun="finding">
        {(shown) => (
          <ul class="sentences">
            {shown.map((sentence, index) => (
              <li key={index}>{sentence}</li>
            ))}
          </ul>
        )}
      </FewOf>
    </>
  );
}
