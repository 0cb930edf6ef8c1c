/** What an instance did since its start; a difference between two looks tells whether it is busy. */
export interface Activity {
  readonly cpuSeconds: number;
  readonly linkBytes: number;
  readonly logLines: number;
}
