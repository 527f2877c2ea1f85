import { claim, expect } from 'halfclose';
import { afterHandshake, captured, numbered } from './captured.ts';
import { resendsAfter } from '../resends-after.ts';

// man 7 tcp, tcp_fin_timeout; RFC 9293 section 3.10.7.1: a segment with an ACK, for a connection that does not exist, is
// answered by a RST whose sequence number is what the segment has acknowledged.
claim('W3', { needs: ['capture', 'wire'] }, async ({ lab, W3 }) => {
  const server = await lab.server({ onFin: 'ignore' });
  const on = await lab.host({ name: 'client', sysctls: { 'net.ipv4.tcp_fin_timeout': 1 } });
  await resendsAfter(on, 1);
  const client = await lab.client({ to: server, on });
  await W3.scaledSysctl('net.ipv4.tcp_fin_timeout', client.host);
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  // An ACK that finds close(2) at work on the socket makes FIN_WAIT2 end with a RST
  // (discoveries/fin-wait2-ends-with-a-reset.md): it comes later.
  const ack = await lab.wire.hold({ to: client, flags: 'ACK', without: 'FIN' });
  await client.close();
  await ack.caught();
  await ack.lift();
  await expect(client).toReachState('FIN_WAIT2');
  await expect(server).toReachState('CLOSE_WAIT');

  await W3.says('FIN_WAIT2 times out, and nothing is sent', async () => {
    await expect(client).toBeGone({ withinMs: 10_000 });
    await expect(client).toHavePassedThrough(['ESTABLISHED', 'FIN_WAIT1', 'FIN_WAIT2', 'CLOSED']);
    await expect(server).toReachState('CLOSE_WAIT');
    expect(await captured(client)).toHaveLength(5);
  });
  await server.sendFin();
  await expect(server).toBeGone();
  await W3.says('FIN, ACK, and after that time the peer’s FIN, answered by RST', async () => {
    for (const end of [client, server.socket]) {
      const segments = afterHandshake(await captured(end));
      expect(segments.map(numbered(end))).toEqual([
        'client FIN ACK seq 1 ack 1',
        'server ACK seq 1 ack 2',
        'server FIN ACK seq 1 ack 2',
        'client RST seq 2',
      ]);
      const [, ack, fin] = segments;
      expect((fin?.at ?? NaN) - (ack?.at ?? NaN)).toBeGreaterThanOrEqual(1_000);
    }
  });
});
