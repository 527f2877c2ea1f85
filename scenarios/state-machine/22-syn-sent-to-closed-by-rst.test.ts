import { expect, scenario } from 'halfclose';

// RFC 9293 section 3.10.7.3: a RST that acknowledges our SYN ends SYN-SENT, "connection reset". Nobody listens, and the
// RST that says so is held for as long as it takes to see who waits for it.
scenario(
  'RST in SYN_SENT: CLOSED, and the application is refused',
  { needs: 'wire', edge: 22 },
  async ({ lab }) => {
    const nobody = await lab.host({ name: 'nobody' });
    const held = await lab.wire.hold({ from: nobody, flags: 'RST' });
    const client = await lab.client({ to: { host: nobody, port: 7000 } });
    await held.caught();
    await expect(lab).toHoldStates({ client: 'SYN_SENT' }, { forMs: 100 });

    await held.release();
    await expect(client).toBeGone();
    await expect(client).toHaveFailedWith('ECONNREFUSED');
    await expect(client).toHavePassedThrough(['SYN_SENT', 'CLOSED']);
  },
);
