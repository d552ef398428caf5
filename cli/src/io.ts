/** What a command sees of the process, so that it can be run without one. */
export interface Io {
  /** The working folder, absolute. */
  readonly cwd: string;
  /** The day in UTC, `YYYY-MM-DD`. */
  readonly today: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when results go to a terminal. */
  readonly terminal: boolean;
  /** Writes results. */
  out(text: string): void;
  /** Writes everything else. */
  note(text: string): void;
}
