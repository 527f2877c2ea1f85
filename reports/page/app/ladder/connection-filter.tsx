import type { Connection } from '../../../ladder/connections.ts';

export function ConnectionFilter(props: {
  readonly connections: readonly Connection[];
  /** A connection's key; empty: all. */
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}) {
  const { connections, chosen, onChoose } = props;
  return (
    <p class="ladder-filter">
      <label>
        Connection{' '}
        <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
          <option value="">all {connections.length}</option>
          {connections.map(({ key, text, rungs }) => (
            <option key={key} value={key}>
              {text} ({rungs === 1 ? '1 segment' : `${String(rungs)} segments`})
            </option>
          ))}
        </select>
      </label>
    </p>
  );
}
