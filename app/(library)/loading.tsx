/** The library's shape in grey. */
export default function Loading() {
  return (
    <div aria-busy className="mx-auto flex min-h-dvh max-w-[100rem] flex-col gap-6 px-5 sm:px-8">
      <div className="h-14" />
      <div className="h-28 animate-pulse rounded-3xl bg-panel" />
      <div className="grid grid-cols-2 gap-x-3 gap-y-5 sm:grid-cols-[repeat(auto-fill,minmax(13.5rem,1fr))]">
        {Array.from({ length: 12 }, (_, index) => <div key={index} className="aspect-[4/3] rounded-2xl bg-panel" />)}
      </div>
    </div>
  );
}
