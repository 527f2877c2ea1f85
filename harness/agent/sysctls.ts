import { readFile, writeFile } from 'node:fs/promises';
import { isOfTheNetwork, whyNotOfAHost } from '../model/sysctls.ts';
import { RequestError } from './failure.ts';

/** Sets kernel parameters of this namespace. Raises INVALID_OPTION for one the namespace does not have of its own. */
export async function setSysctls(sysctls: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(sysctls)) {
    const whyNot = whyNotOfAHost(name);
    if (whyNot !== undefined) throw new RequestError('INVALID_OPTION', whyNot);
    await writeFile(pathOf(name), value, { flag: 'r+' }).catch((error: unknown) => {
      throw new RequestError(
        'INVALID_OPTION',
        `sysctl ${name} = ${value}: ${whyRefused(error as NodeJS.ErrnoException)}`,
      );
    });
  }
}

/** A kernel parameter as it is in this namespace; no value where the kernel has none of that name. */
export async function readSysctl(name: string): Promise<{ value?: string }> {
  if (!isOfTheNetwork(name))
    throw new RequestError('INVALID_OPTION', `sysctl ${name} is not one of the network (net.…)`);
  try {
    return { value: (await readFile(pathOf(name), 'utf8')).trim() };
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
