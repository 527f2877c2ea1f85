import { Connection } from './connection.ts';
import type { ConnectionFacts, Explanation } from './facts.ts';
import { livesOf } from './life.ts';
import { pairsOf } from './pairing.ts';
import { opening } from './opening.ts';
import { data } from './data.ts';
import { touches } from './touches.ts';
import { closing } from './closing.ts';
import { outlook } from './outlook.ts';

/** Each connection of a scenario in plain words, in the order in which they began. Says nothing that nothing has shown. */
export function explainConnections(facts: ConnectionFacts): Explanation[] {
  const lives = facts.sockets.flatMap((socket) => livesOf(socket, facts.timeline));
  return pairsOf(lives).map((pair) => {
    const connection = new Connection(facts, pair);
    const { opener, other } = connection;
    const parts = [opening, data, touches, closing, outlook];
    const sentences = parts.flatMap((part) => part(connection)).filter((sentence) => sentence !== '');
    return { ends: [opener.name, other.name], text: sentences.map((sentence) => `${sentence}.`).join(' ') };
  });
}
