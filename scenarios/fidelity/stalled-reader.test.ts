import { expect } from 'halfclose';
import { compareRows } from './compare.ts';
import { row } from './row.ts';
import { BOTH_STAND, MORE_THAN_IS_BUFFERED, stalled } from './stalled.ts';

const NO_DELAY = { latency: 0, jitter: 0 };

row('reader stalls, then reads on', {}, async (crossing) => {
  const { server } = await stalled(crossing);
  const stands = expect(crossing.lab).toHoldStates(BOTH_STAND, { forMs: 1_000 });
  const control = crossing.proxy?.addToxic({
    ...{ name: 'none', type: 'latency', stream: 'upstream', toxicity: 1, attributes: NO_DELAY },
  });
  if (control && crossing.keepsTcp) {
    await control;
    crossing.noteControl('answered meanwhile');
  } else if (control) {
    const first = await Promise.race([control.then(() => 'control'), stands.then(() => 'looks')]);
    crossing.noteControl(
      first === 'control' ? 'answered meanwhile' : 'not answered until the reader reads on',
    );
  }
  await stands;
  await server.resume();
  await expect(server).toHaveReceived(MORE_THAN_IS_BUFFERED);
  await control;
});

const BEHIND_UNREAD_DATA =
  'direct the RST comes at once; in the proxy it stands in order behind data for which the server has no room, ' +
  'and comes when the reader reads on';

row('reader stalls, writer resets', { unlikeDirect: BEHIND_UNREAD_DATA }, async (crossing) => {
  const { client, server } = await stalled(crossing);
  await client.reset();
  await expect(client).toBeGone();
  if (crossing.route === 'direct') await expect(server).toBeGone();
  else await expect(crossing.lab).toHoldStates({ server: 'ESTABLISHED' }, { forMs: 200 });
  await crossing.atRest();

  await server.resume();
  await expect(server).toReachState(['CLOSE_WAIT', 'CLOSED']);
  if (crossing.keepsTcp) await expect(server).toHaveFailedWith('ECONNRESET');
});

compareRows();
