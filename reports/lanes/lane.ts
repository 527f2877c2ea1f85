import type { SocketForm } from '../../harness/model/transition.ts';
import type { TcpState } from '../../harness/model/tcp-state.ts';

/** `traced` by the kernel, `sampled` by looks, or seen by no probe and certain all the same: `implied`. */
export type Known = 'traced' | 'sampled' | 'implied';

/** Where a span begins or ends, in milliseconds since the scenario began. */
export interface Bound {
  /** Where it is drawn, and from where on it is drawn as coming: `at` where the moment is known. */
  readonly at: number;
  readonly soft: number;
  /** It was at some moment from `earliest` to `latest`; both are `at` where the moment is known. */
  readonly earliest: number;
  readonly latest: number;
  /** `end`: nobody saw it end, the scenario did. */
  readonly known: Known | 'end';
}

/** How a span looks. */
type SpanLook =
  | { readonly kind: 'state'; readonly state: TcpState; readonly known: Known; readonly form: SocketForm }
  | { readonly kind: 'half-open' | 'fault' | 'program' };

/** Something that lasted. */
export interface Span {
  readonly from: Bound;
  readonly to: Bound;
  readonly look: SpanLook;
  /** What stands in it. */
  readonly label: string;
  /** The whole of it in words. */
  readonly words: string;
}

/** What a mark is: each has a glyph of its own. */
export const MARK_KINDS = [
  'call',
  'step',
  'held',
  'failed',
  'unproven',
  'event',
  'data',
  'end',
  'error',
  'broke',
  'reset',
  'again',
  'segment',
  'counter',
] as const;

export type MarkKind = (typeof MARK_KINDS)[number];

/** Something that happened at one moment. */
export interface Mark {
  readonly at: number;
  readonly kind: MarkKind;
  readonly label: string;
  readonly words: string;
}

export type LaneGroup = 'scenario' | 'sockets' | 'faults' | 'programs' | 'hosts';

export interface Lane {
  /** Unlike that of any other lane of the scenario. */
  readonly key: string;
  readonly group: LaneGroup;
  readonly name: string;
  /** What more there is to say of it, in few words. */
  readonly note: string;
  /** It is the first of a connection, or of its group. */
  readonly opens: boolean;
  /** In order of time; those of one lane do not overlap. */
  readonly spans: readonly Span[];
  /** In order of time. */
  readonly marks: readonly Mark[];
}
