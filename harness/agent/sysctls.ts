import { readFileSync, writeFileSync } from 'node:fs';
import { isOfTheNetwork, whyNotOfAHost } from '../model/sysctls.ts';
import { RequestError } from './failure.ts';

/** Sets kernel parameters of this namespace, at once: the kernel has them in memory. Raises INVALID_OPTION for one the namespace does not have of its own. */
export function setSysctls(sysctls: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(sysctls)) {
    const whyNot = whyNotOfAHost(name);
    if (whyNot !== undefined) throw new RequestError('INVALID_OPTION', whyNot);
    try {
      writeFileSync(pathOf(name), value, { flag: 'r+' });
    } catch (error) {
      const why = whyRefused(error as NodeJS.ErrnoException);
      throw new RequestError('INVALID_OPTION', `sysctl ${name} = ${value}: ${why}`);
    }
  }
}

/** A kernel parameter as it is in this namespace; no value where the kernel has none of that name. */
export function readSysctl(name: string): { value?: string } {
  if (!isOfTheNetwork(name))
    throw new RequestError('INVALID_OPTION', `sysctl ${name} is not one of the network (net.…)`);
  try {
    return { value: readFileSync(pathOf(name), 'utf8').trim() };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    throw new RequestError('INVALID_OPTION', `sysctl ${name} cannot be read: ${message}`);
  }
}

/** man 5 proc, /proc/sys. */
function pathOf(name: string): string {
  return `/proc/sys/${name.replaceAll('.', '/')}`;
}

function whyRefused({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'this kernel, or this namespace, has no such parameter';
  if (code === 'EINVAL') return 'the kernel refuses the value';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'it is not writable from inside a host';
  return message;
}
