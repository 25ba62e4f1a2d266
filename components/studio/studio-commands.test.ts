import { expect, it, vi } from 'vitest';
import type { Target } from '../develop/develop-slice';
import type { StudioActions, StudioData } from './context';
import { createStudioStore } from './store';
import { studioCommands } from './studio-commands';

const target: Target = { family: 'hue', onStart: () => undefined, onDelta: () => undefined, onEnd: () => undefined, describe: () => '' };

it('leaves what is in hand first, one thing at a time, and stops the run only then', () => {
  const store = createStudioStore('root', 'root', true);
  const stop = vi.fn();
  // As much of the session as stopping asks for.
  const [data, actions] = [{ branch: [], running: { id: 'run' } } as unknown as StudioData, { stop } as unknown as StudioActions];
  const press = () => studioCommands(store, data, actions, { width: 300, height: 200 }).stop();

  store.setState({ target, pointing: 'mark', guiding: true });
  press();
  expect(store.getState()).toMatchObject({ target: null, pointing: 'mark', guiding: true });
  press();
  expect(store.getState()).toMatchObject({ pointing: null, guiding: true });
  press();
  expect(store.getState().guiding).toBe(false);
  expect(stop).not.toHaveBeenCalled();
  press();
  expect(stop).toHaveBeenCalledOnce();
});
