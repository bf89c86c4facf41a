import { isObject, type Json, type JsonObject } from '../model/index.ts'
import { isGiven, type Kind } from './kind.ts'

/** Any other object: it is kept whole in its `raw`. */
export const unknown: Kind<'UnknownAnnotation'> = {
  type: 'UnknownAnnotation',
  isIn: () => true,
  geometry: () => ({ type: 'UnknownAnnotation' }),
  labelboxName,
}

const BY_KEY = [
  ['conversational_location', 'ConversationalTextEntity'],
  ['selected_message', 'MessageSingleSelection'],
  ['selected_messages', 'MessageMultiSelection'],
  ['ranked_messages', 'MessageRanking'],
] as const

/** By the type of a v1 object on a map, and by that of GeoJSON. */
const ON_MAPS: ReadonlyMap<Json | undefined, string> = new Map([
  ['polygon', 'GeoPolygon'],
  ['rectangle', 'GeoBoundingBox'],
  ['polyline', 'GeoPolyline'],
  ['point', 'GeoPoint'],
  ['Polygon', 'GeoPolygon'],
  ['LineString', 'GeoPolyline'],
  ['Point', 'GeoPoint'],
])

function labelboxName(object: JsonObject): string {
  for (const [key, name] of BY_KEY) if (isGiven(object[key])) return name
  // v2 has the place of a text in `location`, v1 in `data.location`; geometry on a map in `geojson` and `geometry`.
  const location = object.location ?? member(object.data, 'location')
  if (Array.isArray(location) || isGiven(member(location, 'groups'))) return 'DocumentEntityToken'
  if (isGiven(location)) return 'TextEntity'
  return ON_MAPS.get(object.type) ?? ON_MAPS.get(member(object.geojson ?? object.geometry, 'type')) ?? 'Unknown'
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) ? value[key] : undefined
}
