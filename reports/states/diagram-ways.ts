import type { LabelPlace } from './diagram-label.ts';
import { pointsOf, type Point } from './diagram-shape.ts';

/** The way of an edge away from one state, and where its label stands. */
export interface Way {
  readonly edge: number;
  readonly points: readonly Point[];
  readonly label: LabelPlace;
  /** The middle of the sign for CLOSED that it ends at, where that is not a state's box. */
  readonly sign?: Point;
}

type Row = readonly [edge: number, along: string, label: Point, more?: Omit<LabelPlace, 'at'>];

const LEFT_OF_IT = { anchor: 'end' } as const;

/** The edges from one state to another, laid by hand. */
const ROWS: readonly Row[] = [
  [1, '452 56 V116', [444, 86], LEFT_OF_IT],
  [2, '536 24 H784 V216', [792, 86]],
  [3, '500 116 V56', [508, 86]],
  [4, '416 150 H252 V216', [260, 182]],
  [5, '536 138 H696 V216', [688, 182], LEFT_OF_IT],
  [6, '736 216 V44 H536', [728, 86], LEFT_OF_IT],
  [7, '676 240 H276', [356, 229]],
  [8, '676 302 H500 V372', [512, 291]],
  [9, '276 302 H452 V372', [290, 291]],
  [10, '216 320 V520', [224, 345]],
  [11, '216 216 V126 H416', [208, 154], { ...LEFT_OF_IT, chars: 14 }],
  [12, '452 452 V540 H276', [290, 529]],
  [13, '500 452 V540 H676', [560, 529]],
  [14, '216 612 V676', [208, 644], LEFT_OF_IT],
  [15, '276 570 H476 V676', [320, 559]],
  [16, '276 596 H308 V860 H416', [316, 610], { chars: 12 }],
  [17, '236 768 V888 H416', [320, 877]],
  [18, '476 768 V832', [484, 800]],
  [19, '736 612 V676', [744, 644]],
  [20, '736 768 V900', [744, 832]],
  [21, '536 928 H676', [546, 903], { chars: 8 }],
  [24, '276 271 H640 V486 H700 V520', [648, 376], { chars: 14 }],
  [28, '416 920 H2 V190 H180 V216', [40, 909]],
];

const ORPHAN_ENDS: Way = {
  ...{ edge: 32, points: pointsOf('176 768 V792'), sign: [176, 798] },
  label: { at: [24, 824], chars: 16 },
};

export const WAYS: readonly Way[] = [
  ...ROWS.map(([edge, along, at, more]) => ({ edge, points: pointsOf(along), label: { at, ...more } })),
  ORPHAN_ENDS,
];
