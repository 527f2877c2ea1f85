import { defineToxic } from './toxic.ts';

/**
 * Sends RST to both ends `timeout` milliseconds after it began to apply, idle or not; until then nothing passes but
 * a RST, or what another toxic ends the connection with. Removed before its time it resets what it has taken bytes
 * from: going on without them would be a lie. Toxiproxy waits for a chunk first, and sends FIN where the toxic came
 * after the connection.
 */
export const resetPeer = defineToxic({
  goName: 'ResetToxic',
  attributes: { timeout: { least: 0 } },
  apply: (link) => {
    let hasDropped = false;
    const reset = () => {
      link.report('reset_peer: reset both ends');
      link.resetBothEnds();
    };
    return {
      *pass(event) {
        if (event.kind === 'data' || event.kind === 'fin') hasDropped = true;
        else yield event;
      },
      run() {
        link.after(link.attributes.timeout, reset);
      },
      removed() {
        if (hasDropped) reset();
      },
    };
  },
});
