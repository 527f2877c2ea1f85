import { runAgent } from './agent/agent.ts';
import { createProxyControl } from './proxy/proxy-control.ts';

// The program inside every host: the agent, able to run the fault-injecting proxy.
runAgent({ input: process.stdin, output: process.stdout, createProxy: createProxyControl });
