export { SettingsFileError, type SettingsFileErrorCode } from './errors';
export { readJson, readSettings, writeJson } from './json';
export { readXmp, writeXmp, type SettingsFile, type SettingsFileMeta } from './xmp';
