import { claim, expect } from 'halfclose';

const RESPONSE = Buffer.from(Array.from({ length: 20_000 }, (_byte, index) => index % 251));

// RFC 9293 sections 3.7 and 3.10.7.4; tcp_data_queue_ofo() in net/ipv4/tcp_input.c. The wire shows segments as the
// receiver's kernel gets them; one of them is put behind others.
claim('F3', { needs: ['wire', 'capture'] }, async ({ lab, F3 }) => {
  const server = await lab.server();
  const late = await lab.wire.reorder({ from: server, payload: { min: 1 }, nth: 2 }, { behind: 2 });
  const response = await lab.wire.watch({ from: server, payload: { min: 1 } });
  const client = await lab.client({ to: server });
  await expect(server).toReachState('ESTABLISHED');
  await client.write('give me all');
  await expect(server).toHaveReceived('give me all');
  await server.write(RESPONSE);
  await late.caught();

  await F3.says('it is put together in order, although a part came late', async () => {
    await expect(client).toHaveReceived(RESPONSE);
    await expect(client).toHaveCounted('TCPOFOQueue');
  });
  // The application may tell of its bytes before the wire tells of their segments; a lifted fault has told of all.
  await response.lift();
  await F3.says('it came in parts, none longer than the maximum segment size', () => {
    const maximum = Number(server.socket.track.sightings.at(-1)?.row?.tcpInfo['mss']);
    const lengths = new Map(response.segments.map(({ relativeSeq, length }) => [relativeSeq, length]));
    expect(lengths.size).toBeGreaterThanOrEqual(RESPONSE.length / maximum);
    expect(Math.max(...lengths.values())).toBeLessThanOrEqual(maximum);
    expect([...lengths.values()].reduce((sum, length) => sum + length, 0)).toBe(RESPONSE.length);
  });
  await F3.says('all of it is acknowledged, as captures at both ends show', async () => {
    const all = [`client ACK ack ${String(1 + RESPONSE.length)}`];
    await expect(client).toHaveExchanged(all);
    await expect(server).toHaveExchanged(all);
  });
});
