/** Whether a fault is to be seen on the app's side, and by what. */
export interface Evidence {
  readonly live: boolean;
  readonly sentence: string;
}
