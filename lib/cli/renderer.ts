import { openRenderer, type Renderer } from '@/lib/imaging';

/** The renderer of one command, with the models that `VISION_MODELS` names. */
export const rendererOfCommand = (): Promise<Renderer> => {
  const models = process.env['VISION_MODELS']?.trim();
  return openRenderer(models ? { models } : {});
};
