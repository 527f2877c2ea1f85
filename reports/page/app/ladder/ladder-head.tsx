/** Beside the columns that are seen, those that are only spoken: they are drawn instead. */
const SPOKEN = ['From', 'To', 'Segment', 'Numbers', 'Length'];

export function LadderHead({ columns }: { readonly columns: readonly string[] }) {
  return (
    <>
      <caption class="hidden">Segments in order of time. Arrow keys go from row to row.</caption>
      <thead>
        <tr>
          <th scope="col" class="ladder-time">
            Time, ms
          </th>
          {SPOKEN.map((what) => (
            <th key={what} scope="col" class="ladder-spoken">
              <span class="hidden">{what}</span>
            </th>
          ))}
          <th scope="col" class="ladder-names">
            <span class="hidden">Drawn between </span>
            {columns.map((host) => (
              <span key={host} class="ladder-name">
                {host}{' '}
              </span>
            ))}
          </th>
          <th scope="col" class="ladder-what">
            What happened
          </th>
        </tr>
      </thead>
    </>
  );
}
