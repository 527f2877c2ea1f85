import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { leaseSubnet, type Subnet } from './subnet.ts';

async function lease(count: number): Promise<Subnet[]> {
  return Promise.all(Array.from({ length: count }, () => leaseSubnet()));
}
