import type { Box } from '../../../states/diagram-shape.ts';

/** A small plate with an edge's number, and the sign of how it stands. */
export function Plate({ box, text }: { readonly box: Box; readonly text: string }) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return (
    <>
      <rect class="states-plate" {...box} rx={box.height / 2} />
      <text class="states-number" x={x} y={y} text-anchor="middle" dominant-baseline="central">
        {text}
      </text>
    </>
  );
}
