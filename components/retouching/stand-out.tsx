'use client';

/**
 * Makes small differences of tone stand out in the picture under it: each pixel against the mean around it, eightfold, in grey. All of it is the
 * browser's own filters over what is on the screen.
 */
export function StandOut() {
  return (
    <>
      <svg aria-hidden className="absolute size-0">
        <filter id="stand-out" x="0" y="0" width="1" height="1" colorInterpolationFilters="sRGB">
          <feColorMatrix type="saturate" values="0" result="grey" />
          <feGaussianBlur in="grey" stdDeviation="7" edgeMode="duplicate" result="around" />
          <feComposite in="grey" in2="around" operator="arithmetic" k2="8" k3="-8" k4="0.5" />
          <feComponentTransfer><feFuncA type="linear" slope="0" intercept="1" /></feComponentTransfer>
        </filter>
      </svg>
      <div aria-hidden data-testid="stand-out" className="pointer-events-none absolute inset-0" style={{ backdropFilter: 'url(#stand-out)' }} />
    </>
  );
}
