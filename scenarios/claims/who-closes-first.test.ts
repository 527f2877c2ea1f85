import { claim, expect, type LabSocket } from 'halfclose';
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

  const server = await httpd(lab, 'httpd', { KeepAliveTimeout: 1 });
  const page = `http://${server.address.address}/page`;
  const curl = (name: string, ...how: string[]) =>
    lab.program({ name, connectsTo: server, command: ['curl', '-sS', ...how, page] });
  const old = await curl('http-1-0', '--http1.0');
  await C22.says('HTTP/1.0: the server closes after its response', () =>
    expectClosedBy(server.connection(1), old.outgoing(1)),
  );
  const patient = await curl('two-pages', '--rate', '30/m', page);
  await C22.says('HTTP/1.1: the server closes a connection that stays idle', () =>
    expectClosedBy(server.connection(2), patient.outgoing(1)),
  );
  await patient.ended();
  const quick = await curl('one-page');
  await C22.says('HTTP/1.1: a client that wants no more leaves closing to the server', () =>
    expect(server.connection(4)).toReachState(['FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT'], { withinMs: 300 }),
  );
  await C22.instead('a client that wants no more has closed first', () =>
    expectClosedBy(quick.outgoing(1), server.connection(4)),
  );
});
