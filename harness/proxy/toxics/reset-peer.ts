import { defineToxic } from './toxic.ts';

/**
 * Sends RST to both ends `timeout` milliseconds after it began to apply, idle or not; until then nothing passes but
 * a RST, or what another toxic ends the connection with. Toxiproxy waits for a chunk first, and sends FIN where the toxic came after the connection.
 */
export const resetPeer = defineToxic({
  goName: 'ResetToxic',
  attributes: { timeout: { least: 0 } },
  apply: (link) => ({
    *pass(event) {
      if (event.kind !== 'data' && event.kind !== 'fin') yield event;
    },
    run() {
      link.after(link.attributes.timeout, () => {
        link.report('reset_peer: reset both ends');
        link.resetBothEnds();
      });
    },
  }),
});
