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

scenario('counters that the kernel does not have, or several groups have', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(expect(client).toHaveCounted('TCPAbortOnDate')).rejects.toMatchObject({
    code: 'UNKNOWN_COUNTER',
    message: 'this kernel has no counter `TCPAbortOnDate`\n  did you mean TcpExt.TCPAbortOnData?',
  });
  await expect(expect(server.host).toHaveCounted('InErrors')).rejects.toMatchObject({
    code: 'AMBIGUOUS_COUNTER',
    message: expect.stringMatching(/`InErrors`\n {2}say which: .*Udp\.InErrors/) as unknown,
  });
  await expect(expect(client).toHaveCounted('CurrEstab', 1)).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: '`Tcp.CurrEstab` is a state or a setting, it does not count',
  });
  for (const times of [-1, 0.5, NaN, '1', { withinMs: 5 }]) {
    await expect(expect(client).toHaveCounted('OutRsts', times as never)).rejects.toThrow(
      'Expected how far a counter moved to be a whole number from 0 on',
    );
  }
  await expect(expect(lab).toHaveCounted('OutRsts')).rejects.toThrow(
    'this matcher takes a host, a client, a server, one of its connections, or a proxy leg',
  );
});

scenario('leftovers of what is neither a lab nor a host', async ({ lab }) => {
  const server = await lab.server();
  await expect(expect(server).toHaveNoLeftovers()).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message: 'toHaveNoLeftovers is asked of the lab or of a host: expect(lab), expect(server.host)',
  });
});

scenario(
  'half-open requests of what does not listen, and numbers of them that cannot be',
  async ({ lab }) => {
    const server = await lab.server();
    const client = await lab.client({ to: server });
    for (const subject of [client, server.connection(1), server.host, lab]) {
      await expect(expect(subject).toHaveHalfOpen()).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: expect.stringMatching(
          /^toHaveHalfOpen is asked of a server, or of a listening socket/,
        ) as unknown,
      });
    }
    for (const entries of [-1, 0.5, NaN, { min: 2, max: 1 }, { min: 'x' }, 'many', {}, { least: 5 }]) {
      await expect(expect(server).toHaveHalfOpen(entries as never)).rejects.toThrow(
        'Expected `entries` to be a whole number from 0 on, or { min, max }, got',
      );
    }
    await expect(expect(server).toHaveHalfOpen(1, { addresses: -1 })).rejects.toThrow(
      'Expected `addresses` to be',
    );
    await expect(expect(server).toHaveHalfOpen(1, 50 as never)).rejects.toThrow('Expected options such as');
    await expect(expect(server).toHaveHalfOpen(1, { from: 1 } as never)).rejects.toThrow(
      'this matcher has no option `from`\n  it takes: addresses, withinMs',
    );
  },
);

// Of nothing everything holds, and of what there is not nothing ever does.
scenario('states, bytes and errors that say nothing', async ({ lab }) => {
  const client = await lab.client({ to: await lab.server() });
  const refused = async (asked: Promise<void>, message: string) => {
    await expect(asked).rejects.toMatchObject({ code: 'INVALID_OPTION', message });
  };
  const noStates = (got: string) => `Expected a list of one or more TCP states, got \`${got}\``;
  await refused(expect(client).toReachState([]), noStates('[]'));
  await refused(expect(client).toHavePassedThrough([]), noStates('[]'));
  await refused(expect(client).toHavePassedThrough('SYN_SENT' as never), noStates('"SYN_SENT"'));
  for (const [states, got] of [
    [{}, '{}'],
    [[], '[]'],
    [undefined, 'undefined'],
  ] as const)
    await refused(
      expect(lab).toHoldStates(states as never),
      `toHoldStates takes sockets by name, each with its state, got \`${got}\`\n  such as { client: 'FIN_WAIT2', server: 'CLOSE_WAIT' }`,
    );
  for (const bytes of [5, undefined])
    await refused(
      expect(client).toHaveReceived(bytes as never),
      `toHaveReceived takes a string or a Uint8Array, got \`${String(bytes)}\``,
    );
  for (const bytes of [-1, 0.5, 'x'])
    await refused(
      expect(client).toHaveUnread(bytes as never),
      `Expected how many bytes are unread to be a whole number from 0 on, got \`${String(bytes)}\``,
    );
  const noErrno = 'Expected an errno name such as `ECONNRESET`, got ';
  await refused(expect(client).toHaveFailedWith(undefined as never), `${noErrno}\`undefined\``);
  await refused(
    expect(client).not.toHaveFailedWith('ECONRESET'),
    `${noErrno}\`ECONRESET\`\n  did you mean ECONNRESET?`,
  );
  for (const options of [50, null, []])
    await refused(
      expect(client).toBeGone(options as never),
      `Expected options such as \`{ withinMs: 500 }\`, got \`${JSON.stringify(options)}\``,
    );
});

scenario('a step without a name', async ({ lab }) => {
  await lab.host();
  for (const name of ['', '  ', undefined, 7]) {
    expect(() => lab.step(name as never)).toThrow(/^lab\.step\(\) takes a name that is not empty, got /);
  }
});

scenario('segments that cannot be', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  const refused = async (segments: unknown, message: string) => {
    await expect(expect(client).toHaveExchanged(segments as string[])).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(message) as unknown,
    });
  };
  await refused([], 'toHaveExchanged takes a list of one or more segments\n  write sender and flags');
  await refused('client SYN', 'toHaveExchanged takes a list of one or more segments');
  await refused(['client'], '`client` does not name a segment\n  write sender and flags, then what else');
  await refused(['client SYM'], '`client SYM` does not name a segment');
  await refused(['SYN'], '`SYN` does not name a segment');
  await refused(['client SYN ack 1 seq 0'], '`client SYN ack 1 seq 0` does not name a segment');
  await refused([{ from: 'client' }], 'does not name a segment');
  await refused(
    ['nobody SYN'],
    '`nobody SYN`: this lab has nothing called `nobody`\n  it has: server, client',
  );
});

scenario('a reason, a cause or a sender of a RST that there is not', async ({ lab }) => {
  const server = await lab.server();
  const client = await lab.client({ to: server });
  await expect(expect(client).toHaveSentReset({ reason: 'TCP_STAT' })).rejects.toMatchObject({
    code: 'UNKNOWN_REASON',
    message: expect.stringMatching(
      /^`TCP_STAT` is no reason for a RST that .*\n {2}.*: NOT_SPECIFIED, NO_SOCKET, .*TCP_STATE/,
    ) as unknown,
  });
  await expect(expect(client).toHaveSentReset({ reason: 'SK_RST_REASON_TCP_STATE' })).rejects.toThrow(
    /\n {2}did you mean TCP_STATE\?$/,
  );
  await expect(expect(client).toHaveSentReset({ by: 'peer' as never })).rejects.toThrow(
    'Expected `by` to be one of `application`, `timer`, `segment`, got `peer`',
  );
  await expect(expect(client).toHaveSentReset({ why: 'TCP_STATE' } as never)).rejects.toThrow(
    'this matcher has no option `why`\n  it takes: reason, by, withinMs',
  );
  await expect(expect(lab).toHaveSentReset()).rejects.toThrow(
    'this matcher takes a host, a client, a server, one of its connections, or a proxy leg',
  );
  await expect(expect(client).toHaveBeenResetBy('nobody' as never)).rejects.toThrow(
    'Expected `peer` or `middlebox`, got `nobody`',
  );
  await expect(expect(client).toHaveBeenResetBy('peer', { reason: 'x' } as never)).rejects.toMatchObject({
    code: 'UNKNOWN_OPTION',
  });
});

scenario('a number of retransmissions that is none', async ({ lab }) => {
  const client = await lab.client({ to: await lab.server() });
  for (const times of [0, -1, 1.5])
    await expect(expect(client).toHaveRetransmitted(times)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: `Expected how often to be a whole number from 1 on, got \`${String(times)}\`\n  for none at all: expect(…).not.toHaveRetransmitted()`,
    });
});
