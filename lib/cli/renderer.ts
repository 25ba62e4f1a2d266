import { openRenderer, type Renderer } from '@/lib/imaging';

/** The renderer of one command, with the models that `VISION_MODELS` and the lens database that `LENSFUN_DB` name. */
export const rendererOfCommand = (): Promise<Renderer> => {
  const named = (variable: string): string | undefined => process.env[variable]?.trim() || undefined;
  const models = named('VISION_MODELS'), lensDatabase = named('LENSFUN_DB');
  return openRenderer({ ...(models !== undefined && { models }), ...(lensDatabase !== undefined && { lensDatabase }) });
};
