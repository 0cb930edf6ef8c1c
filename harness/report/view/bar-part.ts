export interface BarPart {
  readonly name: string;
  readonly count: number;
  /** Class of its colour and pattern. */
  readonly tone: string;
}
