/** Warm previews at 1600 px, every one with new settings, as a slider or a step makes them. `preview-once INPUT COUNT` prints JSON. */
import { encode } from '@/lib/imaging/encode';
import { probe } from '@/lib/imaging/probe';
import { openRenderer } from '@/lib/imaging/open';
import { RECIPE } from './recipe';

const [input = '', count = '30'] = process.argv.slice(2);
const renderer = await openRenderer();
const started = performance.now();
const photo = { id: 'bench', path: input, info: await probe(input) };
const probed = performance.now();
await renderer.render(photo, RECIPE, { longEdge: 1600 });
const cold = performance.now() - probed;
const render: number[] = [];
const renderCpu: number[] = [];
const jpeg: number[] = [];
const jpegCpu: number[] = [];
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
for (let k = 0; k < Number(count) + 3; k++) {
  const [before, cpuBefore] = [performance.now(), cpu()];
  const pixels = await renderer.render(photo, { ...RECIPE, Exposure2012: 0.2 + k * 0.01 }, { longEdge: 1600 });
  const [rendered, cpuRendered] = [performance.now(), cpu()];
  await encode(pixels, { format: 'jpeg', quality: 88 });
  // The first three warm the threads' compilers.
  if (k >= 3) {
    render.push(rendered - before);
    renderCpu.push(cpuRendered - cpuBefore);
    jpeg.push(performance.now() - rendered);
    jpegCpu.push(cpu() - cpuRendered);
  }
}
await renderer.close();
console.log(JSON.stringify({ probe: probed - started, cold, render, renderCpu, jpeg, jpegCpu }));
