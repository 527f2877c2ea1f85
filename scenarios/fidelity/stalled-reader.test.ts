import { expect } from 'halfclose';
import { compareRows } from './compare.ts';
import { row } from './row.ts';
import { MORE_THAN_IS_BUFFERED } from './volume.ts';

const BOTH_STAND = { client: 'ESTABLISHED', server: 'ESTABLISHED' } as const;
const NO_DELAY = { latency: 0, jitter: 0 };

row('reader stalls, then reads on', {}, async (crossing) => {
  const { lab } = crossing;
  const { client, server } = await crossing.connected({ server: 'paused' });
  await client.write(MORE_THAN_IS_BUFFERED);
  await expect(server).toHaveUnread();
  if (crossing.proxy) await expect(crossing.proxy.clientLeg).toHaveUnread();
  await expect(lab).toHoldStates(BOTH_STAND, { forMs: 200 });
  await crossing.atRest();

  const stalled = expect(lab).toHoldStates(BOTH_STAND, { forMs: 1_000 });
  const control = crossing.proxy?.addToxic({
    ...{ name: 'none', type: 'latency', stream: 'upstream', toxicity: 1, attributes: NO_DELAY },
  });
  if (control) {
    const first = await Promise.race([control.then(() => 'control'), stalled.then(() => 'looks')]);
    if (crossing.keepsTcp) expect(first).toBe('control');
    crossing.noteControl(
      first === 'control' ? 'answered meanwhile' : 'not answered until the reader reads on',
    );
  }
  await stalled;
  await server.resume();
  await expect(server).toHaveReceived(MORE_THAN_IS_BUFFERED);
  await control;
});

compareRows();
