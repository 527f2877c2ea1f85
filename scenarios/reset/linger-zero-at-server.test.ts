import { expect, scenario } from 'halfclose';
import { clientOf, ROUTES } from '../route.ts';

for (const route of ROUTES) {
  scenario(
    `server closes with linger 0: client gets RST, no TIME_WAIT anywhere (${route})`,
    async ({ lab }) => {
      const server = await lab.server({ linger: 0 });
      const client = await clientOf(lab, server, route);

      await expect(client).toReachState('ESTABLISHED');
      await expect(server).toReachState('ESTABLISHED');
      await server.close();

      await expect(server).toBeGone();
      await expect(server).toHaveSentReset();
      await expect(client).toHaveFailedWith('ECONNRESET');
      await expect(client).toBeGone();
    },
  );
}
