import { defineToxic } from './toxic.ts';

/** Accepts, and connects to the server `delay` milliseconds later. */
export const slowOpen = defineToxic({
  goName: 'SlowOpenToxic',
  attributes: { delay: { least: 0 } },
  opening: ({ delay }) => ({ delayMs: delay }),
});

/**
 * Answers new connections with RST. Where it is for all of them the proxy does not even listen, and the client's
 * connect(2) fails with ECONNREFUSED; where it is for some, the kernel has completed the handshake before the proxy
 * can tell, and the client sees ECONNRESET. Connections that are open stay so.
 */
export const refuse = defineToxic({ goName: 'RefuseToxic', attributes: {}, opening: () => 'refuse' });

/**
 * Neither answers new connections nor connects them to the server, until it is removed. The kernel completes the
 * handshake, so the client believes itself connected; a SYN that nobody answers is a fault of the wire.
 */
export const blackHole = defineToxic({ goName: 'BlackHoleToxic', attributes: {}, opening: () => 'ignore' });
