/** ArtEdit-Bench-Lr and benchmarks of its shape: docs/BENCHMARK-ARTEDIT.md. */
export { embeddedJudge, modelJudge, type BenchmarkJudge, type Sheet } from './judging';
export { type Benchmark, type BenchmarkCase, readBenchmark } from './layout';
export { pageOf } from './page';
export { type BenchmarkOptions, type BenchmarkReport, pictureName, runBenchmark } from './run';
export { brainSystem, resultsSystem, type System, type Terms } from './systems';
export { policySystem } from './policy-system';
