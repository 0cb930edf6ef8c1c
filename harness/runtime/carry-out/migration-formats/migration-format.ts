/** What is known about the files of a migration runner: which they are. */
export interface MigrationFormat {
  /** What messages call its files. */
  readonly files: string;
  /** Those entries of the folder of migrations that are one each, in the order in which they are applied. */
  inOrder(names: readonly string[]): string[];
  /** How one more is written; undefined where its language is not known. */
  readonly writer?: MigrationWriter;
}

/** A format whose language is known. */
export type WritableFormat = MigrationFormat & { readonly writer: MigrationWriter };

export interface MigrationWriter {
  /** How the names of its files end. */
  readonly extension: '.sql' | '.py';
  /** Text of a migration that runs SQL in a transaction; it comes after the file `last`, if there is one. */
  running(sql: string, last: string | undefined): string;
  /** Text of a migration that leaves behind what SQL did, then fails. */
  breakingOff(sql: string, last: string | undefined): string;
  /** Text of a migration that branches off where the file `last` does; none where names alone give an order. */
  readonly beside?: (last: string | undefined) => string;
  /** Text of a migration that was `text` and now does nothing, so that the runner notes it and no more. */
  emptied(text: string): string;
}
