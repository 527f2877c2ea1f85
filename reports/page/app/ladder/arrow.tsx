import { strokeOf, type Stroke } from '../../../ladder/stroke.ts';
import type { SegmentEvent } from '../../../ladder/rows.ts';
import { flagsText, kindText, lengthText, numbersText } from '../../../ladder/words.ts';
import type { Rung } from '../../../ladder/rung.ts';

/** Where the arrow runs below its text, in pixels from the row's top. */
const LINE = 24;
const TEXT = 15;

interface ArrowProps {
  readonly rung: Rung;
  readonly kind: SegmentEvent['kind'];
  readonly columns: readonly string[];
  readonly withPorts: boolean;
}

/** A vertical line for each host. */
export function Lifelines({ count }: { readonly count: number }) {
  return (
    <>
      {Array.from({ length: count }, (_none, column) => {
        const x = `${String((100 * (column + 0.5)) / count)}%`;
        return <line key={column} class="ladder-lifeline" x1={x} x2={x} y1="0" y2="100%" />;
      })}
    </>
  );
}

/** From the sender's lifeline to the receiver's, or as far as the segment got. */
export function Arrow({ rung, kind, columns, withPorts }: ArrowProps) {
  const stroke = strokeOf(rung, kind, columns);
  const { start, from, to, end, mark } = stroke;
  const marks = [
    rung.again && 'ladder-again',
    rung.flags.includes('RST') && 'ladder-rst',
    rung.forged && 'ladder-forged',
  ];
  return (
    <g class={['ladder-arrow', ...marks].filter(Boolean).join(' ')}>
      {from !== start && (
        <line class="ladder-kept" x1={percent(start)} x2={percent(from)} y1={LINE} y2={LINE} />
      )}
      <line class="ladder-line" x1={percent(from)} x2={percent(to)} y1={LINE} y2={LINE} />
      <Mark at={to} mark={mark} leftwards={end < start} />
      <Label rung={rung} middle={(start + end) / 2} />
      {withPorts && <Ports rung={rung} stroke={stroke} />}
    </g>
  );
}

const SHAPES: Readonly<Record<Stroke['mark'], string>> = {
  head: 'M0 0 L-9 -4.5 L-9 4.5 Z',
  cross: 'M-5 -5 L5 5 M-5 5 L5 -5',
  pause: 'M2 -6 V6 M7 -6 V6',
  open: 'M-8 -4.5 L0 0 L-8 4.5',
};

function Mark(props: { readonly at: number; readonly mark: Stroke['mark']; readonly leftwards: boolean }) {
  const { at, mark, leftwards } = props;
  return (
    <svg x={percent(at)} y={LINE} overflow="visible">
      <path
        class={`ladder-mark ladder-${mark}`}
        d={SHAPES[mark]}
        transform={leftwards ? 'scale(-1 1)' : undefined}
      />
    </svg>
  );
}

function Label({ rung, middle }: { readonly rung: Rung; readonly middle: number }) {
  const numbers = [numbersText(rung), lengthText(rung)].filter(Boolean).join(' ');
  return (
    <text class="ladder-label" x={percent(middle)} y={TEXT}>
      <tspan class="ladder-flags">{flagsText(rung)}</tspan> {numbers}{' '}
      <tspan class="ladder-kind">{kindText(rung)}</tspan>
    </text>
  );
}

/** Beside the lifelines, where they tell connections apart. */
function Ports({ rung, stroke: { start, end } }: { readonly rung: Rung; readonly stroke: Stroke }) {
  const isRightwards = start <= end;
  const { sender, receiver, from, to } = rung;
  const ports = [
    { at: start, host: sender, port: from.port, isLeft: isRightwards },
    { at: end, host: receiver, port: to.port, isLeft: !isRightwards },
  ].filter(({ host }) => host !== undefined);
  return (
    <>
      {ports.map(({ at, port, isLeft }, index) => (
        <svg key={index} x={percent(at)} y={LINE} overflow="visible">
          <text class={`ladder-port ladder-port-${isLeft ? 'left' : 'right'}`} x={isLeft ? -6 : 6} y={4}>
            {port}
          </text>
        </svg>
      ))}
    </>
  );
}

function percent(share: number): string {
  return `${String(share)}%`;
}
