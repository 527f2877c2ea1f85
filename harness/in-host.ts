import { runAgent } from './agent/agent.ts';
import { createProxyControl } from './proxy/proxy-control.ts';

// The program inside every host: the agent, able to run the fault-injecting proxy and to put faults on segments.
runAgent({
  input: process.stdin,
  output: process.stdout,
  createProxy: createProxyControl,
  // Loaded when the first fault is made: most hosts never have one.
  createWire: async (options) => new (await import('./wire/wire-control.ts')).WireControl(options),
});
