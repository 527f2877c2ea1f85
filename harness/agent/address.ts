import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { TOOL_ENVIRONMENT } from '../kernel/tool-environment.ts';
import type { Result } from '../model/protocol.ts';
import { setSysctls } from './sysctls.ts';

/**
 * Gives a device of this namespace an IPv6 address, which can be used at once: nodad, since nobody else can have it and
 * duplicate detection would take a second (RFC 4862). Resolves to why it has none, as where
 * its kernel has no IPv6; to nothing where it has.
 */
export async function addIpv6Address(device: string, address: string): Promise<Result<'addIpv6Address'>> {
  try {
    setSysctls({ 'net.ipv6.conf.all.disable_ipv6': '0' });
    const command = ['-6', 'address', 'add', address, 'dev', device, 'nodad'];
    await promisify(execFile)('ip', command, { env: TOOL_ENVIRONMENT });
    return {};
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return { refused: stderr?.trim() || message };
  }
}
