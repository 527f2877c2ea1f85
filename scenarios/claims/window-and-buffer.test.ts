import { claim, expect, type LabSocket } from 'halfclose';

/** Without scaling the window in a header is a number of bytes. */
const SMALL_BUFFERS = { 'net.ipv4.tcp_window_scaling': 0, 'net.ipv4.tcp_rmem': '4096 32768 32768' };
const MORE_THAN_FITS = 200_000;
const ENOUGH_LOOKS = 500;

// RFC 9293 sections 3.8.6 and 3.8.6.1; __tcp_select_window() in net/ipv4/tcp_output.c: tcp_win_from_space() leaves room
// for what the kernel needs beside the data, at first half of it.
claim('F1', { needs: 'capture' }, async ({ lab, F1 }) => {
  const options = { reading: 'paused', onFin: 'ignore', sysctls: SMALL_BUFFERS } as const;
  const server = await lab.server(options);
  const client = await lab.client({ ...options, to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  const ends = [client, server.socket];

  await F1.says('each end says as its window what its buffer has free', async () => {
    for (const end of ends) expect(await windowOf(end)).toBe(freeIn(end));
  });
  const atFirst = await Promise.all(ends.map(windowOf));
  await F1.instead('it says a part of that, for the kernel’s own needs take room too', () => {
    for (const [index, end] of ends.entries()) {
      expect(atFirst[index]).toBeGreaterThan(0);
      expect(atFirst[index]).toBeLessThan(freeIn(end) ?? 0);
    }
  });

  await client.write('c'.repeat(MORE_THAN_FITS));
  await server.write('s'.repeat(MORE_THAN_FITS));
  for (const end of ends) await untilStopped(end);
  await F1.says('an end whose buffer is full says 0', async () => {
    for (const end of ends) expect(await windowOf(end)).toBe(0);
  });
  await F1.says('the sender stops, with data left to send', async () => {
    const unread = ends.map(({ track }) => track.sightings.at(-1)?.row?.recvQ);
    await expect(lab).toHoldStates(
      { client: 'ESTABLISHED', [server.socket.name]: 'ESTABLISHED' },
      { forMs: 300 },
    );
    expect(ends.map(({ track }) => track.sightings.at(-1)?.row?.recvQ)).toEqual(unread);
    for (const end of ends) expect(isStopped(end)).toBe(true);
  });
  await client.resume();
  await server.resume();
  await F1.says('reading restarts it, until all has come', async () => {
    await expect(server).toHaveReceived('c'.repeat(MORE_THAN_FITS));
    await expect(client).toHaveReceived('s'.repeat(MORE_THAN_FITS));
  });
});

/** The window that it announced last, by the capture at its host. */
async function windowOf({ host }: LabSocket): Promise<number | undefined> {
  await host.capture.flush();
  return host.capture.segments.findLast(({ direction }) => direction === 'out')?.window;
}

function freeIn({ track }: LabSocket): number | undefined {
  const memory = track.sightings.at(-1)?.row?.memory;
  return memory && memory.rcvBuf - memory.rmemAlloc;
}

/** Whether its kernel has data that no window is left for, and probes for one. */
function isStopped({ track }: LabSocket): boolean {
  const row = track.sightings.at(-1)?.row;
  return row?.timer?.name === 'persist' && row.sendQ > 0;
}

async function untilStopped(end: LabSocket): Promise<void> {
  for (let look = 0; look < ENOUGH_LOOKS && !isStopped(end); look += 1) await end.host.look();
}
