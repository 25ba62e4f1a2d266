import type { ReactNode } from 'react';

/** Shared pictures hang on a light wall, whatever the visitor's studio looks like. */
export default function ShareLayout({ children }: { readonly children: ReactNode }) {
  return <div data-theme="light" className="min-h-dvh bg-canvas text-text">{children}</div>;
}
