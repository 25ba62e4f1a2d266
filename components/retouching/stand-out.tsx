'use client';

/** Share of the full range (of a difference that is shown `GAIN`-fold) below which nothing is shown: at threshold 0 and 100. */
const FLOOR = { least: 0.02, most: 0.4 } as const;
const GAIN = 6;
const NODES = 41;

/** The curve of differences around 0.5: flat up to the threshold, then rising softly, so that what is just above it does not flicker in. */
function curve(threshold: number): string {
  const floor = FLOOR.least + (FLOOR.most - FLOOR.least) * (threshold / 100) ** 2;
  return Array.from({ length: NODES }, (_, i) => {
    const difference = (2 * i) / (NODES - 1) - 1;
    const above = Math.max(0, Math.abs(difference) - floor) / (1 - floor);
    return (0.5 + 0.5 * Math.sign(difference) * Math.sqrt(above) * Math.min(1, above * 8)).toFixed(4);
  }).join(' ');
}

/**
 * Makes spots stand out in the picture under it: each place against the mean around it, in grey. Grain is smoothed away, differences below the threshold
 * (0…100) are not shown, and where everything differs (texture, edges) differences count for less, so that a lone speck in a smooth place is what is seen.
 * All of it is the browser's own filters over what is on the screen.
 */
export function StandOut({ threshold }: { readonly threshold: number }) {
  // A filter that is changed in place is not painted anew by every browser: each threshold has its own.
  const id = `stand-out-${threshold}`;
  return (
    <>
      <svg aria-hidden className="absolute size-0">
        <filter id={id} x="0" y="0" width="1" height="1" colorInterpolationFilters="sRGB">
          <feColorMatrix type="saturate" values="0" result="grey" />
          <feGaussianBlur in="grey" stdDeviation="0.9" edgeMode="duplicate" result="fine" />
          <feGaussianBlur in="grey" stdDeviation="8" edgeMode="duplicate" result="around" />
          <feComposite in="fine" in2="around" operator="arithmetic" k2={GAIN} k3={-GAIN} k4="0.5" result="differences" />
          <feComponentTransfer in="differences" result="sizes"><feFuncR type="table" tableValues="1 0 1" /><feFuncG type="table" tableValues="1 0 1" /><feFuncB type="table" tableValues="1 0 1" /></feComponentTransfer>
          <feGaussianBlur in="sizes" stdDeviation="14" edgeMode="duplicate" result="busy" />
          <feComponentTransfer in="busy" result="weight"><feFuncR type="table" tableValues={CALM} /><feFuncG type="table" tableValues={CALM} /><feFuncB type="table" tableValues={CALM} /></feComponentTransfer>
          {/* 0.5 + weight · (difference − 0.5) */}
          <feComposite in="differences" in2="weight" operator="arithmetic" k1="1" k3="-0.5" k4="0.5" />
          <feComponentTransfer>
            <feFuncR type="table" tableValues={curve(threshold)} /><feFuncG type="table" tableValues={curve(threshold)} /><feFuncB type="table" tableValues={curve(threshold)} />
            <feFuncA type="linear" slope="0" intercept="1" />
          </feComponentTransfer>
        </filter>
      </svg>
      <div aria-hidden data-testid="stand-out" className="pointer-events-none absolute inset-0" style={{ backdropFilter: `url(#${id})` }} />
    </>
  );
}

/** What a difference counts for by how much differs around it, from nowhere to everywhere. */
const CALM = '1 0.75 0.45 0.28 0.18 0.12 0.1 0.1 0.1';
