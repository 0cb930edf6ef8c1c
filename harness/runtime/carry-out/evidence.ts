/** Whether a fault is to be seen on the app's side, and by what. */
export interface Evidence {
  readonly live: boolean;
  readonly sentence: string;
}

/** Of a fault that waits for its moment. */
export const NOT_STRUCK: Evidence = { live: false, sentence: 'it has not struck' };
