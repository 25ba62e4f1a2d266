export { decode, type DecodeOptions } from './decode';
export { CONTENT_TYPES, encode, encodeToFile, type EncodeFormat, type EncodeOptions } from './encode';
export { PhotoError, type PhotoErrorCode } from './errors';
export { embedPacket, readEmbedded, readPacket, type EmbeddedSettings } from './packet';
export { engineWasmPath, projectRoot, renderWorkerPath } from './paths';
export { probe } from './probe';
export { Renderer, type ExportOptions, type Region, type RendererOptions, type RenderOptions, type RenderPhoto } from './renderer';
export { sniffFormat } from './sniff';
export { DEFAULT_LIMITS, type CameraInfo, type Limits, type Notice, type PhotoFormat, type PhotoInfo } from './types';
