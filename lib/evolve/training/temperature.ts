/**
 * A policy at another temperature: the same network with the logits of choices and tools divided by it and the standard deviations of amounts
 * multiplied with it. Below 1 it keeps nearer to what it holds to be likeliest. The likeliest decisions and the scores stay what they were.
 */
import { SPREAD } from '../policy/forward';
import { viewOf } from '../policy/layout';

export function atTemperature(weights: Float32Array, temperature: number): Float32Array {
  const own = weights.slice();
  for (const name of ['moves.weight', 'moves.bias', 'tools.weight', 'tools.bias']) { const part = viewOf(own, name); part.forEach((value, index) => { part[index] = value / temperature; }); }
  const spreads = viewOf(own, 'spreads');
  spreads.forEach((value, index) => { spreads[index] = Math.min(SPREAD.most, Math.max(SPREAD.least, value + Math.log(temperature))); });
  return own;
}
