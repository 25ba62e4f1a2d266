import type { Localised } from '../types';

export type FormatId = 'xmp' | 'preset' | 'lrtemplate' | 'lua' | 'json' | 'cube';

export type SettingsFormat = { readonly id: FormatId; readonly extension: string; readonly type: string; readonly label: Localised };

/** Every format that settings are written in. The first of an extension is the one that the extension alone means. Without code, for pages to show. */
export const SETTINGS_FORMATS: readonly SettingsFormat[] = [
  { id: 'xmp', extension: 'xmp', type: 'application/rdf+xml', label: { en: 'XMP sidecar (Lightroom, Camera Raw)', zh: 'XMP 附属文件（Lightroom、Camera Raw）' } },
  { id: 'preset', extension: 'xmp', type: 'application/rdf+xml', label: { en: 'XMP preset (Lightroom 7.3 and later)', zh: 'XMP 预设（Lightroom 7.3 及以后）' } },
  { id: 'lrtemplate', extension: 'lrtemplate', type: 'text/plain', label: { en: 'Lightroom template (before 7.3)', zh: 'Lightroom 模板（7.3 之前）' } },
  { id: 'lua', extension: 'lua', type: 'text/x-lua', label: { en: 'Lua table (Lightroom SDK, agents)', zh: 'Lua 表（Lightroom SDK、智能体）' } },
  { id: 'json', extension: 'json', type: 'application/json', label: { en: 'JSON (Evoroom)', zh: 'JSON（Evoroom）' } },
  { id: 'cube', extension: 'cube', type: 'text/plain', label: { en: 'Colour table (.cube)', zh: '颜色查找表（.cube）' } },
];
