// What of a call's arguments is decided, and what of its answer is told.

const MOST_BYTES = 120 * 1024
const MOST_WITHIN = 100

const proto = (value) => Object.getPrototypeOf(value)
const isList = (value) => Array.isArray(value) && proto(value) === Array.prototype
const isPlain = (value) => (proto(value) === Object.prototype || proto(value) === null) && Object.getOwnPropertySymbols(value).length === 0

/** What JSON writes as the text that it is. */
const isText = (value) => value instanceof Date || value instanceof URL

export class Uncarried extends Error {}

/** How much may be written yet: what is in a value at several places is written at each, so that few lists of one another can be more than there is time for. */
const roomFor = (most) => {
  let left = most
  return (characters) => (left -= 1 + characters) >= 0
}

/** What was decided and nothing else: a copy that nobody else changes, of what JSON carries. */
export function carried(value, has = roomFor(MOST_BYTES), within = []) {
  if (!has(0)) throw new Uncarried('its arguments are too many')
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value
  const no = (what) => new Uncarried(`JSON doesn't carry an argument: ${what}`)
  if (typeof value !== 'object') throw no(String(value).slice(0, 40))
  if (isText(value)) {
    if (value.toJSON() === null) throw no('no date')
    return value instanceof Date ? new Date(+value) : new URL(value)
  }
  if (within.includes(value) || within.length > MOST_WITHIN) throw no('what has itself in it, or too much')
  const inside = [...within, value]
  if (isList(value)) return Array.from(value, (part) => carried(part, has, inside))
  if (!isPlain(value)) throw no(`a ${value.constructor?.name ?? 'thing'}`)
  const members = Object.getOwnPropertyNames(value).map((name) => [name, value[name]])
  return Object.fromEntries(members.filter(([, part]) => part !== undefined).map(([name, part]) => [name, carried(part, has, inside)]))
}

/** Of a failure; of one that has none, what is told without its text. */
export const words = (failure) => {
  try {
    return String(failure)
  } catch {
    return words
  }
}

/** Undefined for what isn't all there to be read, such as streams, responses and bytes: anything may be in it. */
export function textOf(answer) {
  try {
    return shown(answer)
  } catch {
    return undefined
  }
}

/** Every text of an answer, whatever it is called: a model may read it anywhere. */
function shown(value, seen = new Set()) {
  if (value === undefined || value === null) return ''
  if (typeof value === 'function') throw new TypeError('it would have to be called')
  if (typeof value !== 'object' || isText(value)) return String(value)
  if (seen.has(value)) return ''
  seen.add(value)
  if (isList(value)) return Object.values(value).map((part) => shown(part, seen)).join('\n')
  if (!isPlain(value)) throw new TypeError('it would have to be read')
  return Object.getOwnPropertyNames(value).flatMap((name) => [name, shown(value[name], seen)]).join('\n')
}

/**
 * The answer as the text of a JSON document, from whose top fields are named: what the service doesn't read of it, such as too many levels, is no
 * reason for it to refuse the report. Undefined for what has no room beside its text, or isn't carried as it stands.
 */
export function documentOf(answer, text) {
  try {
    const document = asDocument(answer())
    const json = typeof document === 'string' ? document : JSON.stringify(document)
    const bytes = new TextEncoder().encode(JSON.stringify(json) + JSON.stringify(text)).length
    return !json.isWellFormed() || bytes > MOST_BYTES ? undefined : json
  } catch {
    return undefined
  }
}

/** With each text that {@link textOf} tells, and nothing that a toJSON would put in its place. */
function asDocument(value, has = roomFor(MOST_BYTES), within = []) {
  const kept = (text) => {
    if (!has(text.length)) throw new TypeError('it is more than anybody is told')
    return text
  }
  if (value === undefined || value === null) {
    kept('')
    return null
  }
  if (typeof value !== 'object' || isText(value)) return kept(String(value))
  if (within.includes(value) || within.length > MOST_WITHIN) throw new TypeError('it has itself in it, or too much')
  const inside = [...within, value]
  if (isList(value)) return Array.from(Object.values(value), (part) => asDocument(part, has, inside))
  return Object.fromEntries(Object.getOwnPropertyNames(value).map((name) => [kept(name), asDocument(value[name], has, inside)]))
}

export function beginning(text) {
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const one = text.charCodeAt(at)
    bytes += one < 32 ? 6 : one === 34 || one === 92 ? 2 : one < 128 ? 1 : one < 2048 ? 2 : one >= 0xd800 && one < 0xe000 ? 6 : 3
    if (bytes > MOST_BYTES) return text.slice(0, one >= 0xdc00 && one < 0xe000 ? at - 1 : at)
  }
  return text
}
