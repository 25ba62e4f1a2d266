/** The studio's shape in grey: the picture comes into a place that is already there. */
export default function Loading() {
  return (
    <div aria-busy className="flex h-dvh flex-col">
      <div className="h-11 border-b border-line bg-panel" />
      <div className="flex min-h-0 flex-1 max-md:flex-col">
        <div className="flex min-h-0 flex-1 flex-col">
          <div className="flex flex-1 items-center justify-center"><span className="size-2 animate-pulse rounded-full bg-quiet" /></div>
          <div className="h-20 border-t border-line bg-panel" />
        </div>
        <div className="w-89 border-l border-line bg-panel max-md:h-[40dvh] max-md:w-full" />
      </div>
    </div>
  );
}
