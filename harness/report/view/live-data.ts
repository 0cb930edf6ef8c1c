/** Id of the element that only a served page has: the version of its data. */
export const LIVE = 'canarybed-live';

/** The data of a served page, anew: each piece is the text that its element would have. */
export interface LiveData {
  readonly version: string;
  readonly pieces: Readonly<Record<string, string>>;
}
