import net from 'node:net';
import { REQUEST_BYTES, type Address, type Servers } from './commands.ts';

/** What is given to the kernel at a time; it never changes, so that sending costs no copy but the kernel's. */
const BYTES = Buffer.alloc(1024 * 1024, 'x');

export async function startServers(host: string): Promise<Servers> {
  return { echo: await listen(host, echo), source: await listen(host, source) };
}

function listen(host: string, serve: (socket: net.Socket) => void): Promise<Address> {
  const server = net.createServer({ noDelay: true }, (socket) => {
    // A proxy may end a connection as it likes; whether all bytes came is for the client to say.
    socket.on('error', () => undefined);
    serve(socket);
  });
  return new Promise((resolve) =>
    server.listen(0, host, 1024, () => resolve({ host, port: (server.address() as net.AddressInfo).port })),
  );
}

function echo(socket: net.Socket): void {
  socket.on('data', (bytes: Buffer) => socket.write(bytes));
}

function source(socket: net.Socket): void {
  let asked = Buffer.alloc(0);
  let left = 0;
  const send = () => {
    for (let room = true; room && left > 0;) {
      const bytes = BYTES.subarray(0, left);
      left -= bytes.length;
      room = socket.write(bytes);
    }
  };
  socket.on('drain', send);
  socket.on('data', (bytes: Buffer) => {
    asked = Buffer.concat([asked, bytes]);
    for (; asked.length >= REQUEST_BYTES; asked = asked.subarray(REQUEST_BYTES)) left += asked.readDoubleBE();
    send();
  });
}
