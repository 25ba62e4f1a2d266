import type { Usage } from './types';

/** The sum of what was used. A cost that is not known makes the sum's cost unknown only when both are. */
export function addUsage(sum: Usage | undefined, more: Usage): Usage {
  if (!sum) return more;
  const dollars = sum.dollars === undefined && more.dollars === undefined ? undefined : (sum.dollars ?? 0) + (more.dollars ?? 0);
  return {
    requests: sum.requests + more.requests, input: sum.input + more.input, cached: sum.cached + more.cached, output: sum.output + more.output, images: sum.images + more.images,
    ...(dollars !== undefined && { dollars }), ...((sum.estimated || more.estimated) && { estimated: true as const }),
  };
}
