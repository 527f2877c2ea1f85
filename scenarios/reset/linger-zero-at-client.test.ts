import { expect, scenario } from 'halfclose';
import { clientOf, ROUTES } from '../route.ts';

for (const route of ROUTES) {
  scenario(
    `client closes with linger 0: server gets RST, no TIME_WAIT anywhere (${route})`,
    async ({ lab }) => {
      const server = await lab.server();
      const client = await clientOf(lab, server, route, { linger: 0 });

      await expect(client).toReachState('ESTABLISHED');
      await expect(server).toReachState('ESTABLISHED');
      await client.close();

      await expect(client).toBeGone();
      await expect(client).toHaveSentReset();
      await expect(server).toHaveFailedWith('ECONNRESET');
      await expect(server).toBeGone();
    },
  );
}
