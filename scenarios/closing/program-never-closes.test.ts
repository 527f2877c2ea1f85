import { expect, scenario } from 'halfclose';

/** A server such as yours: it reads to the end and keeps its half open. */
const SERVER = `
  const { createServer } = require('node:net');
  createServer({ allowHalfOpen: true }, (socket) => socket.resume()).listen(8080, '0.0.0.0');`;

scenario('a program of your own never closes: client FIN_WAIT2, program CLOSE_WAIT', async ({ lab }) => {
  const server = await lab.program({
    name: 'server',
    command: ['node', 'server.js'],
    files: { 'server.js': SERVER },
    listens: 8080,
  });
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await client.sendFin();

  await expect(client).toReachState('FIN_WAIT2');
  await expect(server.connection(1)).toReachState('CLOSE_WAIT');
  await expect(lab).toHoldStates({ client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }, { forMs: 500 });
});
