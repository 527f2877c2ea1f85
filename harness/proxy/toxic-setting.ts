import type { Selection } from '../model/selection.ts';
import type { Stream, ToxicType } from './toxics/toxic.ts';

/** A toxic as the API set it on a proxy; shared by all connections, which look at it anew for each event. */
export interface ToxicSetting {
  /** Rises by one for each toxic ever set on the proxy: toxics act in this order. */
  readonly order: number;
  readonly name: string;
  readonly type: string;
  readonly definition: ToxicType;
  /** As it was spelled; `direction` is what it means. */
  readonly stream: string;
  readonly direction: Stream;
  toxicity: number;
  attributes: Readonly<Record<string, number>>;
  /** Undefined: all connections, always. */
  select: Selection | undefined;
  /** What its type keeps for all connections together. */
  shared: unknown;
}

/** What of a toxic an update may change. */
export type ToxicValues = Pick<ToxicSetting, 'toxicity' | 'attributes' | 'select'>;
