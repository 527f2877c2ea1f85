import { expect, scenario, type LabHost } from '../index.ts';
import { InNamespace } from '../lab/wire/fixtures/in-namespace.ts';

// A real middlebox rule, and not the harness's own: `REJECT --reject-with tcp-reset` (nf_send_reset) sends a RST that no
// socket's code knows of, so that neither Tcp.OutRsts nor the trace has it.
async function rejectData(host: LabHost): Promise<void> {
  const { pid = 0 } = host.evidence().identity;
  const rule = '-A INPUT -p tcp --dport 7000 --tcp-flags PSH PSH -j REJECT --reject-with tcp-reset';
  await using iptables = new InNamespace(pid, ['iptables', ...rule.split(' ')]);
  await iptables.ended();
}

scenario('a RST of iptables REJECT is a middlebox’s', { needs: ['wire', 'trace'] }, async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(client).toReachState('ESTABLISHED');
  await expect(server).toReachState('ESTABLISHED');
  await rejectData(server.host);
  await client.write('not let through');

  await expect(client).toHaveFailedWith('ECONNRESET');
  await expect(client).toHaveBeenResetBy('middlebox');
  await expect(server.host).not.toHaveSentReset({ withinMs: 50 });
  await expect(server.host).not.toHaveCounted('Tcp.OutRsts', undefined, { withinMs: 50 });
});
