import { HalfcloseError } from '../../model/errors.ts';
import { toolOnPath, works } from '../commands.ts';

/** How namespaces may be made here: by root, or by an ordinary user inside a user namespace of its own. */
export type Privilege = 'root' | 'userns';

const TOOLS: Readonly<Record<string, string>> = {
  ss: 'iproute2',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
};

let answer: Promise<Privilege> | undefined;

/** Finds out once per process. Raises MISSING_TOOL or NO_PRIVILEGE where the backend cannot run. */
export function requirePrivilege(): Promise<Privilege> {
  return (answer ??= findPrivilege());
}

async function findPrivilege(): Promise<Privilege> {
  for (const [tool, debianPackage] of Object.entries(TOOLS)) {
    if (toolOnPath(tool)) continue;
    throw new HalfcloseError(
      'MISSING_TOOL',
      `the netns backend needs \`${tool}\`, which is not on the path`,
      {
        hint: `run ./setup, or: apt-get install ${debianPackage}`,
      },
    );
  }
  if (await works('unshare', ['-n', 'true'])) return 'root';
  if (await works('unshare', ['-Urn', 'true'])) return 'userns';
  throw new HalfcloseError('NO_PRIVILEGE', 'the netns backend may not make network namespaces here', {
    hint:
      'run as root, or allow unprivileged user namespaces ' +
      '(sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns); `npx halfclose doctor` tells more',
  });
}
