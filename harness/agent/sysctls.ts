import { writeFile } from 'node:fs/promises';
import { whyNotOfAHost } from '../model/sysctls.ts';
import { RequestError } from './failure.ts';

/** Sets kernel parameters of this namespace. Raises INVALID_OPTION for one the namespace does not have of its own. */
export async function setSysctls(sysctls: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(sysctls)) {
    const whyNot = whyNotOfAHost(name);
    if (whyNot !== undefined) throw new RequestError('INVALID_OPTION', whyNot);
    const path = `/proc/sys/${name.replaceAll('.', '/')}`;
    await writeFile(path, value, { flag: 'r+' }).catch((error: unknown) => {
      throw new RequestError(
        'INVALID_OPTION',
        `sysctl ${name} = ${value}: ${whyRefused(error as NodeJS.ErrnoException)}`,
      );
    });
  }
}

function whyRefused({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'this kernel, or this namespace, has no such parameter';
  if (code === 'EINVAL') return 'the kernel refuses the value';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'it is not writable from inside a host';
  return message;
}
