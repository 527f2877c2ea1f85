import type { ProgramStart } from './program-protocol.ts';

/** A program that scenarios with `needs: 'servers'` run, and how to find out whether a host has it. */
export interface ServerProgram {
  readonly debianPackage: string;
  readonly used: string;
  readonly attempt: Pick<ProgramStart, 'program' | 'command' | 'port'> & {
    readonly files?: Readonly<Record<string, string>>;
  };
}

/** What a host lacks of one of them. */
export interface ServerLack extends Pick<ServerProgram, 'debianPackage' | 'used'> {
  /** Why it does not run there; undefined where it does. */
  readonly lack: string | undefined;
}

/** As little as httpd can do with. It gives up root for `nobody`, which not every host can. */
const HTTPD_CONF = `
ServerName httpd
Listen 80
PidFile httpd.pid
ErrorLog /dev/stderr
User nobody
Group nogroup
LoadModule mpm_prefork_module /usr/lib/apache2/modules/mod_mpm_prefork.so
`;

export const SERVER_PROGRAMS: readonly ServerProgram[] = [
  {
    debianPackage: 'apache2-bin',
    used: 'a real HTTP server: Apache httpd, without the service',
    attempt: {
      program: 'httpd',
      command: ['apache2', '-X', '-d', '.', '-f', 'httpd.conf'],
      files: { 'httpd.conf': HTTPD_CONF },
      port: 80,
    },
  },
  {
    debianPackage: 'python3-pyftpdlib',
    used: 'a real FTP server, which starts no service',
    attempt: {
      program: 'ftpd',
      command: ['/usr/bin/python3', '-W', 'ignore', '-m', 'pyftpdlib', '-p', '21'],
      port: 21,
    },
  },
  {
    debianPackage: 'curl',
    used: 'a real client of both',
    attempt: { program: 'curl', command: ['curl', '--version'] },
  },
];
