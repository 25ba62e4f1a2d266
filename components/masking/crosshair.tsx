/** Where keys would draw. `at`: shares of the picture. */
export function Crosshair({ at: [u, v] }: { readonly at: readonly [u: number, v: number] }) {
  return <span aria-hidden className="pointer-events-none absolute size-6 -translate-1/2 before:absolute before:inset-x-0 before:top-1/2 before:h-px before:bg-white before:shadow-[0_0_0_1px_rgb(0_0_0/0.5)] after:absolute after:inset-y-0 after:left-1/2 after:w-px after:bg-white after:shadow-[0_0_0_1px_rgb(0_0_0/0.5)]" style={{ left: `${u * 100}%`, top: `${v * 100}%` }} />;
}
