import type { ExpectationEvidence } from '../../harness/model/evidence.ts';
import { isTcpState, type TcpState } from '../../harness/model/tcp-state.ts';

/** What an expectation says of the states of sockets, by their names: `expect(lab).toHoldStates(client TIME_WAIT)`. */
export function statesHeld({ text, verdict }: ExpectationEvidence): ReadonlyMap<string, TcpState> {
  const [, list = ''] = /^expect\(lab\)\.toHoldStates\((.*)\)$/.exec(text) ?? [];
  const said = list.split(', ').map((each): [string, string] => {
    const space = each.lastIndexOf(' ');
    return [each.slice(0, space), each.slice(space + 1)];
  });
  return new Map(
    verdict === 'held' ? said.filter((each): each is [string, TcpState] => isTcpState(each[1])) : [],
  );
}
