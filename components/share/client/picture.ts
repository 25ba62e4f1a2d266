import { sizesOf, type FrameData } from '../sizes';

/** How long the sharp picture may take before the small one is shown in its place, ms. */
const PATIENCE = 90;

const ready = new Map<string, Promise<HTMLImageElement>>();

/** Fetched and decoded, so that it can be shown at once. */
function load(frame: FrameData, small: boolean): Promise<HTMLImageElement> {
  const key = small ? frame.small : frame.srcset;
  const known = ready.get(key);
  if (known) return known;
  const image = new Image();
  if (!small) {
    image.sizes = sizesOf(frame);
    image.srcset = frame.srcset;
  }
  image.src = small ? frame.small : frame.src;
  const loading = image.decode().then(() => image);
  ready.set(key, loading);
  loading.catch(() => ready.delete(key));
  return loading;
}

export const preload = (frame: FrameData | undefined): void => void (frame && load(frame, false).catch(() => undefined));

/** Shows pictures in one `<img>`: never a blank, never an earlier one after a later one was asked for. */
export class PictureView {
  #turn = 0;
  constructor(private readonly image: HTMLImageElement, private readonly onFailed: (failed: boolean) => void) {}

  async show(frame: FrameData): Promise<void> {
    const turn = ++this.#turn;
    const put = (source: HTMLImageElement, small: boolean) => {
      if (turn !== this.#turn) return;
      this.image.alt = frame.alt;
      this.image.sizes = small ? '' : sizesOf(frame);
      this.image.srcset = small ? '' : frame.srcset;
      this.image.src = source.src;
      this.image.dataset['sharp'] = String(!small);
    };
    const sharp = load(frame, false);
    let sharpIsThere = false;
    const wait = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    void Promise.all([load(frame, true), wait]).then(([small]) => { if (!sharpIsThere) put(small, true); }, () => undefined);
    try {
      const image = await sharp;
      sharpIsThere = true;
      put(image, false);
      if (turn === this.#turn) this.onFailed(false);
    } catch {
      if (turn === this.#turn) this.onFailed(true);
    }
  }
}
