import type { Sighting } from '../../../../harness/model/observation.ts';
import { counted } from '../../../../harness/model/explanation/words.ts';
import { instantText } from '../../../time-text.ts';
import type { SightingsOfSocket } from '../../../scenario-text/sightings.ts';
import { ssLine } from '../../../scenario-text/ss-line.ts';
import { Fold } from '../parts/fold.tsx';

/** What `ss` showed of one socket whenever that had changed. */
export function SsRows({ socket: { name, host, sightings } }: { readonly socket: SightingsOfSocket }) {
  return (
    <Fold
      summary={
        <>
          <strong>{name}</strong> at {host}, {counted(sightings.length, 'change')}
        </>
      }
    >
      {() => (
        <ol class="scenario-ss">
          {sightings.map((sighting, place) => (
            <li key={place}>
              <span class="number faint">{instantText(sighting.at)}</span>
              <code>{lineOf(sighting)}</code>
            </li>
          ))}
        </ol>
      )}
    </Fold>
  );
}

function lineOf({ row, state }: Sighting): string {
  if (row) return ssLine(row);
  return state === 'CLOSED' ? 'gone' : state;
}
