export { DURATION, millisecondsOf } from './duration.ts'
export { applyNodeEnv, loadSettings, readApiKey } from './load-settings.ts'
export { SETTINGS, type SettingName, type SettingPlaces, type Settings } from './settings.ts'
export { bytesOf, cacheParts } from './size.ts'
