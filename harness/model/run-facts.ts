/** Where and on what a run was made. */
export interface RunFacts {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly canarybed: string;
  readonly node: string;
  /** As `linux x64`. */
  readonly platform: string;
  readonly processors: number;
  readonly command: string;
  /** The working folder; a journal tells it beside its facts. */
  readonly folder?: string;
  readonly commit?: string;
  readonly branch?: string;
  /** Of the CI job. */
  readonly link?: string;
  /** Which part of the run is here, as `1/3`; a merged report names those it was merged from. Left out: all of it. */
  readonly shards?: readonly string[];
}

/** The scenarios that the shards of a run were dealt out between them: equal where two of them are parts of the same run. */
export interface DealtOut {
  readonly scenarios: number;
  /** Of their ids, whatever their order. */
  readonly hash: string;
}

/** The lines of the scenario's own file, from the one where it is registered. */
export interface SourceExcerpt {
  readonly firstLine: number;
  readonly lines: readonly string[];
}
