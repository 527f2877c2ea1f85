import { runAgent } from '../agent/agent.ts';

// The program inside every host: the agent, able to run the fault-injecting proxy and to put faults on segments. Both
// are loaded when first asked for: a host starts half as fast again without them, and most never need either.
runAgent({
  input: process.stdin,
  output: process.stdout,
  createProxy: async (options) => (await import('../proxy/proxy-control.ts')).createProxyControl(options),
  createWire: async (options) => new (await import('../wire/wire-control.ts')).WireControl(options),
});
