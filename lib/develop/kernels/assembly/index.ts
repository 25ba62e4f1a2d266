// The develop engine's one WebAssembly module. Kernels take byte addresses into the module's memory, which the host lays out
// (`kernels/arena.ts`); they allocate nothing. Planes are f32, rows one after another, 16-byte aligned.
export * from './spatial-exports';
export * from './colour-exports';
