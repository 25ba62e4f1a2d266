import { AgentError } from '@/lib/agent/errors';
import type { Config } from '@/lib/config';
import type { Renderer } from '@/lib/imaging';
import type { Store } from '@/lib/store/store';
import type { RunAgent } from './run-manager';

/** The agent at work on the photos of the store. */
export function agentOf(_store: Store, _renderer: Renderer, _model: Config['model']): RunAgent {
  return async function* () {
    throw new AgentError('no-brain', 'This version has no brain yet.');
  };
}
