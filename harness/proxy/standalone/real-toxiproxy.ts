import { accessSync, constants } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The real Toxiproxy: on the PATH, or where `go install` puts it. Undefined where it is in neither place. */
export function findToxiproxy(): string | undefined {
  const folders = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    path.join(os.homedir(), 'go', 'bin'),
  ];
  return folders.map((folder) => path.join(folder, 'toxiproxy-server')).find(isExecutable);
}

/**
 * A loopback address that belongs to this process alone: all ports of it are free but those it uses itself. For programs
 * that do not say which port the kernel chose.
 */
export function ownLoopbackAddress(): string {
  return `127.${String((process.pid >> 16) + 2)}.${String((process.pid >> 8) & 255)}.${String(process.pid & 255)}`;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
