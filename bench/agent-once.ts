/** What a step of the agent costs around its picture. `agent-once INPUT COUNT` prints JSON in milliseconds. */
import { createDarkroom, createEmbeddedBrain, createEmbeddedEvaluator, run } from '@/lib/agent';
import { probe } from '@/lib/imaging/probe';
import { openRenderer } from '@/lib/imaging/open';
import type { Renderer } from '@/lib/imaging/renderer';

const INSTRUCTION = 'make it a warm, cinematic evening, lift the shadows a touch, keep the skin natural';

const [input = '', count = '5'] = process.argv.slice(2);
const renderer = await openRenderer();
const photo = { id: 'bench', path: input, info: await probe(input) };
const result = { runs: 0, steps: 0, total: [] as number[], render: [] as number[], cpu: [] as number[] };

// The first run warms decoders, caches and compilers and is not counted.
for (let k = 0; k < Number(count) + 1; k++) {
  // The agent renders several pictures at once: what counts is the time in which any was being made.
  let [rendering, active, since] = [0, 0, 0];
  const timed: Pick<Renderer, 'render'> = {
    async render(...args) {
      if (active++ === 0) since = performance.now();
      try {
        return await renderer.render(...args);
      } finally {
        if (--active === 0) rendering += performance.now() - since;
      }
    },
  };
  let steps = 0;
  const [started, cpu] = [performance.now(), process.cpuUsage()];
  const request = { runId: `bench-${k}`, instruction: INSTRUCTION, locale: 'en', settings: {}, stepId: 'root', history: [], maxSteps: 8, seed: k, reflectBelow: 3 } as const;
  const darkroom = createDarkroom(timed, photo);
  for await (const event of run(request, { brain: createEmbeddedBrain(), evaluator: createEmbeddedEvaluator(), darkroom })) {
    if (event.type === 'error') throw new Error(event.message);
    if (event.type === 'tool_call') steps++;
  }
  if (k === 0) continue;
  result.runs++;
  result.steps += steps;
  result.total.push(performance.now() - started);
  result.render.push(rendering);
  const { user, system } = process.cpuUsage(cpu);
  result.cpu.push((user + system) / 1000);
}
await renderer.close();
console.log(JSON.stringify(result));
