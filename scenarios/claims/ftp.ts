import type { Lab, Program } from 'halfclose';

/** The one port that it gives out for data, so that those connections are known. */
export const DATA_PORT = 2020;

/** A real FTP server with `file.txt` in its folder, which anybody may write to. */
export function ftpServer(lab: Lab): Promise<Program> {
  const range = `${String(DATA_PORT)}-${String(DATA_PORT)}`;
  return lab.program({
    ...{ name: 'ftpd', listens: [21, DATA_PORT], files: { 'file.txt': 'a file\n' } },
    command: ['/usr/bin/python3', '-W', 'ignore', '-m', 'pyftpdlib', '-w', '-p', '21', '-r', range],
  });
}

/** A real client of it, which gets its `file.txt`, or puts a file of its own beside it. */
export function ftpClient(
  lab: Lab,
  name: string,
  server: Program,
  what: 'upload' | 'download',
): Promise<Program> {
  const url = `ftp://${server.address.address}/${what === 'download' ? 'file.txt' : ''}`;
  return lab.program({
    ...{ name, files: { 'mine.txt': 'my file\n' } },
    command: ['curl', '-sS', ...(what === 'upload' ? ['-T', 'mine.txt'] : []), url],
    connectsTo: [server, { host: server.host, port: DATA_PORT }],
  });
}
