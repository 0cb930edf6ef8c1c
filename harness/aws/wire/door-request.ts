/** A request as the door sees it, whatever carried it. */
export interface DoorRequest {
  readonly method: string;
  /** Left out: `/`, the only path that AWS's query services have; it counts for the signature alone. */
  readonly path?: string;
  /** As sent, without the question mark. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface DoorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers one request; never rejects. */
export type Door = (request: DoorRequest) => Promise<DoorAnswer>;
