export { applyCube, lookOfTable, parseCube, readCube, type Cube } from './cube';
export { writeCube, type CubeOptions } from './cube-out';
export { SettingsFileError, type SettingsFileErrorCode } from './errors';
export { composeOrientations, fromFileFrame, toFileFrame, type FilePhoto } from './frame';
export { readJson, readSettings, writeJson } from './json';
export { readXmp, writeXmp, type SettingsFile, type SettingsFileMeta } from './xmp';
