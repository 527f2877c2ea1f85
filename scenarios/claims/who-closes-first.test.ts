import { claim, expect, type LabSocket, type Program } from 'halfclose';
import { DATA_PORT, ftpClient, ftpServer } from './ftp.ts';
import { httpd } from './httpd.ts';

const data = { port: DATA_PORT };
/** `221 Goodbye.`, the answer to QUIT; no other that the server gives is of that length. */
const GOODBYE_BYTES = 14;

/** Both ends of a connection that was ended in order, one after the other. */
async function expectClosedBy(first: LabSocket, last: LabSocket): Promise<void> {
  await expect(first).toReachState('TIME_WAIT');
  await expect(last).toHavePassedThrough(['ESTABLISHED', 'CLOSE_WAIT', 'LAST_ACK', 'CLOSED']);
}

// RFC 959 section 3.4: who sends the file closes the data connection, since that marks its end; section 4.1.1, QUIT: the
// server closes the control connection. It waits for nobody with it, and the client for the answer only: whose FIN is
// first depends on how far they are from each other, so the answer is held as a long way would.
claim('C22', { needs: ['servers', 'wire', 'trace'] }, async ({ lab, C22 }) => {
  const ftpd = await ftpServer(lab);
  const up = await ftpClient(lab, 'uploads', ftpd, 'upload');
  await up.ended();
  await C22.says('FTP: the client closes the data connection of an upload', () =>
    expectClosedBy(up.outgoing(1, data), ftpd.connection(1, data)),
  );

  const [file, goodbye] = [
    await lab.wire.hold({ from: { host: ftpd.host, port: DATA_PORT }, payload: { min: 1 } }),
    await lab.wire.hold({ from: ftpd, payload: GOODBYE_BYTES }),
  ];
  const down = await ftpClient(lab, 'downloads', ftpd, 'download');
  await file.caught();
  const [wholeFile, halfFile] = [ftpd.connection(2, data), down.outgoing(1, data)];
  await C22.says('FTP: the client closes the data connection of a download', () =>
    expect(halfFile).toReachState(['FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT'], { withinMs: 300 }),
  );
  await C22.instead('the server closes it, without waiting for the client', async () => {
    await expect(wholeFile).toReachState('FIN_WAIT1');
    await expect(halfFile).toReachState('ESTABLISHED');
    await file.lift();
    await expectClosedBy(wholeFile, halfFile);
  });

  await goodbye.caught();
  const [control, clientControl] = [ftpd.connection(2), down.outgoing(1)];
  await C22.says('FTP: after QUIT the client closes the control connection', () =>
    expect(clientControl).toReachState(['FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT'], { withinMs: 300 }),
  );
  await C22.instead('the server closes it once it has said goodbye', async () => {
    await expect(control).toReachState('FIN_WAIT1');
    await expect(clientControl).toReachState('ESTABLISHED');
    await goodbye.lift();
    await expectClosedBy(control, clientControl);
  });
  expect((await down.ended()).output).toBe('a file\n');

  const [hasty, patient] = [
    await httpd(lab, 'hasty-httpd', { KeepAliveTimeout: 1 }),
    await httpd(lab, 'patient-httpd', { KeepAliveTimeout: 60 }),
  ];
  const pageOf = ({ address }: Program) => `http://${address.address}/page`;
  const curl = (name: string, from: Program, ...how: string[]) =>
    lab.program({ name, connectsTo: from, command: ['curl', '-sS', ...how, pageOf(from)] });
  const old = await curl('http-1-0', hasty, '--http1.0');
  await C22.says('HTTP/1.0: the server closes after its response', () =>
    expectClosedBy(hasty.connection(1), old.outgoing(1)),
  );
  // The second page is asked for 3 s after the first.
  const slow = await curl('two-pages', hasty, '--rate', '20/m', pageOf(hasty));
  await C22.says('HTTP/1.1: the server closes a connection that stays idle', () =>
    expectClosedBy(hasty.connection(2), slow.outgoing(1)),
  );
  await slow.ended();
  const quick = await curl('one-page', patient);
  await C22.says('HTTP/1.1: a client that wants no more leaves closing to the server', () =>
    expect(patient.connection(1)).toReachState(['FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT'], { withinMs: 300 }),
  );
  await C22.instead('a client that wants no more has closed first', () =>
    expectClosedBy(quick.outgoing(1), patient.connection(1)),
  );
});
