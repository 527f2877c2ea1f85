import { counted } from '../../../../harness/model/explanation/words.ts';
import type { Connection } from '../../../ladder/connections.ts';

export function ConnectionFilter(props: {
  readonly connections: readonly Connection[];
  /** A connection's key; empty: all. */
  readonly chosen: string;
  readonly onChoose: (key: string) => void;
}) {
  const { connections, chosen, onChoose } = props;
  return (
    <label>
      Connection{' '}
      <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        <option value="">all {connections.length}</option>
        {connections.map(({ key, text, rungs }) => (
          <option key={key} value={key}>
            {text} ({counted(rungs, 'segment')})
          </option>
        ))}
      </select>
    </label>
  );
}
