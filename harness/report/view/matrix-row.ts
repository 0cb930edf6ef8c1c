export interface MatrixColumn {
  readonly name: string;
  /** Else it is an outcome. */
  readonly isCheck: boolean;
  readonly caught: number;
}

export interface MatrixRow {
  readonly key: string;
  readonly name: string;
  readonly href: string;
  readonly caughtBy: ReadonlySet<string>;
  /** Of a row without a mark. */
  readonly note: string;
  readonly isMiss: boolean;
}
