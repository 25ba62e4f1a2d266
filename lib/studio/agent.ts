import { AgentError } from '@/lib/agent/errors';
import type { RunAgent } from './run-manager';

/** The agent at work on the photos of the store. */
export function agentOf(): RunAgent {
  return async function* () {
    throw new AgentError('no-brain', 'This version has no brain yet.');
  };
}
