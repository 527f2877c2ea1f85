import { claim, expect, type Client, type Lab, type LabSocket, type Server } from 'halfclose';
import { afterHandshake, captured, flagged, fromFirstFin, numbered } from './captured.ts';
import { resendsAfter } from '../resends-after.ts';

const ATTEMPTS = 50;
const [FIRST, SECOND] = [Buffer.alloc(23, 'a'), Buffer.alloc(500, 'b')];

/** What a client and its connection number n do before the client closes. */
type Talk = (client: Client, server: Server, n: number) => Promise<void>;

/**
 * Connections that the client closes first, one after the other, until one was closed by three segments, of so many
 * after its handshake: whether the server's kernel can send ACK and FIN as one is up to its application, which has
 * TCP_DELACK_MIN, 40 ms, to close too.
 */
async function closedByThree(lab: Lab, inAll: number, talk: Talk): Promise<readonly LabSocket[]> {
  const server = await lab.server();
  // Data that is held would be sent again after some milliseconds otherwise (RFC 8985, tail loss probe).
  const on = await lab.host({ name: 'client', sysctls: { 'net.ipv4.tcp_early_retrans': 0 } });
  await resendsAfter(on, 30);
  for (let n = 1; n <= ATTEMPTS; n++) {
    const client = await lab.client({ to: server, on });
    await expect(server.connection(n)).toReachState('ESTABLISHED');
    await talk(client, server, n);
    await client.sendFin();
    await expect(client).toReachState('TIME_WAIT');
    await expect(server.connection(n)).toBeGone();
    const segments = await captured(client);
    const isSo = fromFirstFin(segments).length === 3 && afterHandshake(segments).length === inAll;
    if (isSo) return [client, server.connection(n)];
  }
  throw new Error(`none of ${String(ATTEMPTS)} connections was closed by three segments`);
}

// RFC 9293 section 3.6, figure 12; section 3.1: once a connection is established the ACK flag is always on, in a FIN too.
claim('W1', { needs: 'capture' }, async ({ lab, W1 }) => {
  const ends = await closedByThree(lab, 5, async (client, server, n) => {
    await client.write('hello');
    await expect(server.connection(n)).toHaveReceived('hello');
  });

  await W1.says('a FIN, a FIN that acknowledges it, and the acknowledgement of that', async () => {
    for (const end of ends) {
      expect(fromFirstFin(await captured(end)).map(numbered(end))).toEqual([
        'client FIN ACK seq 6 ack 1',
        'server FIN ACK seq 1 ack 7',
        'client ACK seq 7 ack 2',
      ]);
    }
  });
  await W1.says('their flags are FIN, FIN and ACK, ACK', async () => {
    for (const end of ends) {
      const close = ['client FIN', 'server FIN ACK', 'client ACK'];
      expect(fromFirstFin(await captured(end)).map(flagged(end))).toEqual(close);
    }
  });
  await W1.instead('the first FIN has the ACK flag too, as all segments but the first SYN', async () => {
    for (const end of ends) {
      const [syn, ...others] = await captured(end);
      expect(syn?.flags).toEqual(['SYN']);
      expect(others.filter(({ flags }) => !flags.includes('ACK'))).toEqual([]);
    }
  });
});

// RFC 9293 section 3.4: a FIN has a sequence number of its own, so that what acknowledges it is one past it.
claim('W2', { needs: ['wire', 'capture'] }, async ({ lab, W2 }) => {
  const ends = await closedByThree(lab, 6, async (client, server, n) => {
    // Both are to leave at once, and to be acknowledged as one.
    await client.set('TCP_NODELAY', true);
    await server.connection(n).set('TCP_QUICKACK', false);
    const held = await lab.wire.hold({ from: client, payload: { min: 1 } });
    await Promise.all([client.write(FIRST), client.write(SECOND)]);
    await held.caught(2);
    await held.lift();
    await expect(server.connection(n)).toHaveReceived(Buffer.concat([FIRST, SECOND]));
    await expect(client).toHaveExchanged(['server ACK seq 1 ack 524']);
  });

  await W2.says('data, data, ACK, FIN, FIN, ACK, with these numbers at both ends', async () => {
    for (const end of ends) {
      expect(afterHandshake(await captured(end)).map(numbered(end))).toEqual([
        'client PSH ACK seq 1 ack 1 length 23',
        'client PSH ACK seq 24 ack 1 length 500',
        'server ACK seq 1 ack 524',
        'client FIN ACK seq 524 ack 1',
        'server FIN ACK seq 1 ack 525',
        'client ACK seq 525 ack 2',
      ]);
    }
  });
  await W2.says('each FIN is acknowledged by the number after its own', async () => {
    for (const end of ends) {
      const [fin, finAck, ack] = fromFirstFin(await captured(end));
      expect(finAck?.relativeAck).toBe((fin?.relativeSeq ?? NaN) + 1);
      expect(ack?.relativeAck).toBe((finAck?.relativeSeq ?? NaN) + 1);
    }
  });
});
