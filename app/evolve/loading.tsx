/** The evolve page's shape in grey. */
export default function Loading() {
  return (
    <div aria-busy className="mx-auto flex min-h-dvh max-w-5xl flex-col gap-6 px-5 sm:px-8">
      <div className="h-14" />
      <div className="h-16 w-72 animate-pulse rounded-2xl bg-panel" />
      <div className="grid gap-5 lg:grid-cols-2">
        {Array.from({ length: 4 }, (_, index) => <div key={index} className="h-56 animate-pulse rounded-2xl bg-panel" />)}
      </div>
    </div>
  );
}
