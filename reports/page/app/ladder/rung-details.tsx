import { detailsOf } from '../../../ladder/details.ts';
import type { Row } from '../../../ladder/rows.ts';

/** Everything that is known of the segment that was chosen. */
export function RungDetails({ row }: { readonly row: Row | undefined }) {
  return (
    <section class="ladder-details" aria-label="Segment in full">
      {row ? (
        <dl>
          {detailsOf(row.rung).map(({ what, values }) => (
            <div key={what}>
              <dt>{what}</dt>
              {values.map((value, index) => (
                <dd key={index}>{value}</dd>
              ))}
            </div>
          ))}
        </dl>
      ) : (
        <p>A segment that you click, or go to with Tab and the arrow keys, is shown in full here.</p>
      )}
    </section>
  );
}
