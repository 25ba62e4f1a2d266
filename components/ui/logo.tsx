/** The mark: a picture and the same picture, brighter. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden focusable="false">
      <rect x="1.5" y="1.5" width="17" height="17" rx="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M10 5.2a4.8 4.8 0 0 1 0 9.6z" fill="currentColor" />
      <circle cx="10" cy="10" r="4.8" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
