import { expect, scenario } from 'halfclose';

// Each is refused with a typed error that says what was wrong and what would be right, before a socket is touched.
scenario('unknown state, with the one that was meant', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(expect(client).toReachState('FIN_WAIT_2' as never)).rejects.toMatchObject({
    code: 'UNKNOWN_STATE',
    message: '`FIN_WAIT_2` is not a TCP state\n  did you mean FIN_WAIT2?',
  });
  await expect(expect(lab).toHoldStates({ client: 'HAPPY' as never })).rejects.toMatchObject({
    code: 'UNKNOWN_STATE',
  });
});

scenario('unknown and invalid options', async ({ lab }) => {
  await expect(lab.server({ onfin: 'ignore' } as never)).rejects.toMatchObject({
    code: 'UNKNOWN_OPTION',
    message: expect.stringMatching(
      /^lab\.server\(\) has no option `onfin`\n {2}it takes: .*onFin/,
    ) as unknown,
  });
  await expect(lab.server({ onFin: 'maybe' as never })).rejects.toThrow(
    /lab\.server\(\): option `onFin`: .*\n {2}got "maybe"/,
  );
  await expect(lab.server({ port: 70_000 })).rejects.toThrow(/option `port`/);
  await expect(lab.client({})).rejects.toThrow('takes either `to` (a server) or `via` (a proxy)');
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(expect(client).toBeGone({ within: 5 } as never)).rejects.toThrow(
    'this matcher has no option `within`\n  it takes: withinMs',
  );
  await expect(expect(client).toBeGone({ withinMs: -1 })).rejects.toThrow(
    'Expected the `withinMs` option to be a positive number, got `-1`',
  );
  await expect(expect('a string').toBeGone()).rejects.toMatchObject({ code: 'INVALID_OPTION' });
});

scenario('a port that is in use inside a host', async ({ lab }) => {
  const server = await lab.server();
  await expect(lab.server({ on: server.host })).rejects.toMatchObject({
    code: 'ADDRESS_IN_USE',
    message: expect.stringMatching(
      /host server .*address already in use.*7000\n {2}choose another port/,
    ) as unknown,
  });
});

scenario('a name, a socket or a host that does not exist, or exists twice', async ({ lab }) => {
  const server = await lab.server();
  await expect(lab.server({ name: 'server' })).rejects.toThrow('has something called `server` already');
  await expect(expect(lab).toHoldStates({ nobody: 'ESTABLISHED' })).rejects.toThrow(
    /no socket called `nobody`\n {2}it has: server:listener/,
  );
  await expect(server.kill()).rejects.toThrow(/server\.kill\(\).*\n {2}make it with `ownProcess: true`/);
});

scenario('a sysctl that a host does not have', async ({ lab }) => {
  await expect(lab.host({ sysctls: { 'net.ipv4.no_such_thing': 1 } })).rejects.toThrow(/no_such_thing/);
});

scenario('several connections where one is meant', async ({ lab }) => {
  const server = await lab.server();
  await lab.client({ to: server });
  const second = await lab.client({ to: server });
  await expect(second).toReachState('ESTABLISHED');
  await expect(server.connection(2)).toReachState('ESTABLISHED');
  await expect(server.connection(1)).toReachState('ESTABLISHED');
  await expect(expect(server).toReachState('ESTABLISHED')).rejects.toMatchObject({
    code: 'AMBIGUOUS_CONNECTION',
  });
});
