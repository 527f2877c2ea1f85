/** Programs of the machine's or the image's own that run in a host. Each is called by a name the harness chose. */
export interface ProgramRequests {
  programStart: { params: ProgramStart; result: { pid: number } };
  /** Ends the program, and what it has started in its process group. Answered when it has ended. */
  programKill: { params: { program: string; signal: string }; result: Readonly<Record<string, never>> };
}

export interface ProgramStart {
  readonly program: string;
  readonly command: readonly string[];
  /** What is written into the program's own folder before it starts, by path inside of that, in base64. */
  readonly files: Readonly<Record<string, string>>;
  /** Answered when it listens there; undefined: as soon as it runs. */
  readonly port?: number | undefined;
  /** How long it may take until it listens. */
  readonly withinMs: number;
}

/** What a program has printed, on either output; or that it has ended. */
export type ProgramNews =
  | { readonly event: 'program-said'; readonly program: string; readonly text: string }
  | {
      readonly event: 'program-ended';
      readonly at: number;
      readonly program: string;
      /** Undefined where a signal ended it. */
      readonly exitCode?: number | undefined;
      /** `exit 0`, `SIGTERM`. */
      readonly how: string;
    };
