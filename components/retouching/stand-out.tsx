'use client';

/** Share of the full range (of a difference that is shown `GAIN`-fold) below which nothing is shown: at threshold 0, where the steps of eight bits would show, and at 100. */
const FLOOR = { least: 0.1, most: 0.22 } as const;
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
          <feGaussianBlur in="grey" stdDeviation="0.9" />
          <feComponentTransfer result="fine">{OPAQUE}</feComponentTransfer>
          <feGaussianBlur in="grey" stdDeviation="8" />
          <feComponentTransfer result="around"><Curve values="1 0" />{OPAQUE}</feComponentTransfer>
          {/* Half of each, one turned round: a plain difference would take the opacity with it. */}
          <feComposite in="fine" in2="around" operator="arithmetic" k2="0.5" k3="0.5" />
          <feComponentTransfer result="differences">
            <feFuncR type="linear" slope={2 * GAIN} intercept={0.5 - GAIN} /><feFuncG type="linear" slope={2 * GAIN} intercept={0.5 - GAIN} /><feFuncB type="linear" slope={2 * GAIN} intercept={0.5 - GAIN} />
          </feComponentTransfer>
          <feComponentTransfer><Curve values="1 0 1" /></feComponentTransfer>
          <feGaussianBlur stdDeviation="14" />
          <feComponentTransfer result="weight"><Curve values={CALM} />{OPAQUE}</feComponentTransfer>
          {/* 0.5 + weight · (difference − 0.5) */}
          <feComposite in="differences" in2="weight" operator="arithmetic" k1="1" k3="-0.5" k4="0.5" />
          <feComponentTransfer><Curve values={curve(threshold)} /></feComponentTransfer>
        </filter>
      </svg>
      <div aria-hidden data-testid="stand-out" className="pointer-events-none absolute inset-0" style={{ backdropFilter: `url(#${id})` }} />
    </>
  );
}

/** What a difference counts for by how much differs around it, from nowhere to everywhere. */
const CALM = '1 0.75 0.45 0.28 0.18 0.12 0.1 0.1 0.1';
/** A blur takes the rim's opacity: with it back, what is left there is the mean of what the picture has. */
const OPAQUE = <feFuncA type="linear" slope="0" intercept="1" />;

/** The same curve for all three channels. */
function Curve({ values }: { readonly values: string }) {
  return <><feFuncR type="table" tableValues={values} /><feFuncG type="table" tableValues={values} /><feFuncB type="table" tableValues={values} /></>;
}
