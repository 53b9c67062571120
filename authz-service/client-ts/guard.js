// Stands before the tools of an agent's own process: a call is decided with its arguments, made if it is allowed, and what became of
// it is told before its answer is given. Whatever goes wrong before the call is a call that isn't made. Types: guard.d.ts.

const HELD = new Set(['approval_required', 'risk_high'])
const ANOTHER_MAY_ANSWER = new Set([502, 503, 504])
const BETWEEN_ASKING = 2000
const TRIES = 3
const BETWEEN_TRIES = 250
const LONGEST_BETWEEN_TRIES = 5000
const MOST_BYTES = 120 * 1024
const MOST_WITHIN = 100
const utf8 = new TextEncoder()

export class CallDenied extends Error {
  constructor(message, decision) {
    super(message)
    this.name = this.constructor.name
    this.decision = decision
  }
}

export class CallHeld extends CallDenied {
  constructor(message, decision, page) {
    super(message, decision)
    this.approval = decision.context.approval
    this.page = page
  }
}

export class Guard {
  #at
  constructor({
    url,
    token,
    key,
    console: console_,
    waitMillis = 0,
    timeoutMillis = 5000,
    fulfilling = [],
    untold = (decision, failure) =>
      console.warn(`what became of ${decision.context.id} is not told, which restricts its session: ${failure}`),
  }) {
    const urls = (Array.isArray(url) ? url : [url]).map((one) => String(one).replace(/\/+$/, ''))
    if (urls.length === 0 || typeof token !== 'function') throw new TypeError('give a url, and a function that gives the token')
    this.#at = { urls, token, key, console: console_, waitMillis, timeoutMillis, fulfilling: new Set(fulfilling), untold }
  }

  /** Makes the call if it is allowed, with the arguments that were decided; what it throws is told as its outcome, and thrown on. */
  async call(tool, args, run, { presenting } = {}) {
    const asked = await this.#decided(tool, args, presenting)
    const began = Date.now()
    let answer
    try {
      answer = await run(asked.args)
    } catch (failure) {
      await this.#tell(asked, 'failed', words(failure), began)
      throw failure
    }
    await this.#tell(asked, 'succeeded', answer, began)
    return answer
  }

  /** The same for a call that answers piece by piece; the last piece is its answer. */
  async *stream(tool, args, run, { presenting } = {}) {
    const asked = await this.#decided(tool, args, presenting)
    const began = Date.now()
    let status = 'failed'
    let last = 'it was left before its end'
    try {
      for await (const piece of run(asked.args)) yield (last = piece)
      status = 'succeeded'
    } catch (failure) {
      last = words(failure)
      throw failure
    } finally {
      await this.#tell(asked, status, last, began)
    }
  }

  async #decided(tool, given, presenting) {
    let args
    try {
      args = carried(given ?? {})
    } catch (failure) {
      const why = failure instanceof Uncarried ? failure.message : "its arguments can't be read"
      throw new CallDenied(`Not done: ${tool} is not called. ${why}`, undecided(why))
    }
    const until = Date.now() + this.#at.waitMillis
    for (;;) {
      const asked = await this.#ask(tool, args, presenting).catch((failure) => ({ decision: undecided(failure) }))
      const { decision } = asked
      if (decision.allowed) return { ...asked, args }
      const { approval, id } = decision.context
      const end = id ? ` Decision ${id}.` : ''
      if (!approval || !HELD.has(decision.context.reason))
        throw new CallDenied(`Not done: ${tool} is not allowed. ${decision.why}${end}`, decision)
      if (Date.now() + BETWEEN_ASKING > until) {
        const page = this.#at.console && `${String(this.#at.console).replace(/\/+$/, '')}/approvals/${approval}`
        const where = page ? ` (${page})` : ''
        throw new CallHeld(
          `Not done yet: ${tool} waits for a person's approval. ${decision.why} Once ${approval}${where} is approved, ` +
            `make exactly the same call again, once.${end}`, decision, page)
      }
      await slept(BETWEEN_ASKING)
    }
  }

  async #ask(tool, args, presenting) {
    const token = await this.#at.token()
    const subject = subjectOf(presenting ?? token)
    const context = { arguments: args, ...(presenting ? { token: presenting } : {}) }
    const question = { subject: { type: subject.type, id: subject.id }, action: { name: 'call' }, resource: { type: 'tool', id: tool }, context }
    const { status, body } = await this.#post('/access/v1/evaluation', subject.session, JSON.stringify(question), token)
    if (status !== 200 || typeof body?.decision !== 'boolean') throw new Error(body?.title ?? `no answer: status ${status}`)
    const answered = body.context ?? {}
    const obligations = answered.obligations ?? []
    const strange = obligations.find((one) => !this.#at.fulfilling.has(one.type))
    const undone = body.decision && strange ? `nobody here can do the obligation ${strange.type}` : undefined
    const decision = { allowed: body.decision && !undone, why: undone ?? answered.explanation ?? answered.error?.message ?? '', context: answered }
    return { decision, session: subject.session }
  }

  /** Never throws: the call was made. */
  async #tell({ decision, session }, status, answer, began) {
    const text = textOf(answer)
    const told = text === undefined ? {} : { answer: beginning(text).toWellFormed() } // the service reads no half of a letter
    if (told.answer?.length < text?.length) told.size = text.length
    let failure
    for (let tried = 0; tried < TRIES; tried++) {
      const report = { status, ...told, startedMillisAgo: Math.max(0, Date.now() - began) }
      let after
      try {
        const token = await this.#at.token()
        const { status: code, body, retryAfter } = await this.#post(`/decisions/${decision.context.id}/outcome`, session, JSON.stringify(report), token)
        if (code === 200 || (code === 409 && tried > 0)) return
        failure = body?.title ?? `status ${code}`
        if (code < 500 && code !== 429) break
        after = retryAfter
      } catch (thrown) {
        failure = words(thrown?.message ?? thrown)
        after = thrown?.retryAfter
      }
      if (tried + 1 < TRIES) await slept(Math.min(LONGEST_BETWEEN_TRIES, Math.max(BETWEEN_TRIES << tried, (after || 0) * 1000)))
    }
    this.#at.untold(decision, failure)
  }

  /** To the session's replica, and to the next one if that can't answer. */
  async #post(path, session, json, token) {
    const { urls, key, timeoutMillis } = this.#at
    const signal = AbortSignal.timeout(timeoutMillis)
    let failure
    for (const url of inOrder(urls, session)) {
      const headers = { 'Content-Type': 'application/json', Authorization: `${key ? 'DPoP' : 'Bearer'} ${token}` }
      if (key) headers.DPoP = await key.proof('POST', url + path, token)
      try {
        const response = await fetch(url + path, { method: 'POST', headers, body: json, signal, redirect: 'error' })
        const body = await response.json().catch(() => undefined)
        const retryAfter = Number(response.headers.get('Retry-After'))
        if (!ANOTHER_MAY_ANSWER.has(response.status)) return { status: response.status, body, retryAfter }
        failure = Object.assign(new Error(`no replica answers: status ${response.status}`), { retryAfter })
      } catch (thrown) {
        failure = signal.aborted ? new Error(`no answer within ${timeoutMillis} ms`) : new Error('no replica answers', { cause: thrown })
        if (signal.aborted) break
      }
    }
    throw failure
  }
}

/** Tools of the AI SDK by their names, each of which is decided before it is executed. */
export function guardTools(guard, tools, { tool = (name) => name, presenting = () => undefined } = {}) {
  const guarded = {}
  for (const [name, one] of Object.entries(tools)) {
    const { execute } = one
    if (typeof execute !== 'function') throw new TypeError(`${name} is executed elsewhere, where nothing can be decided here`)
    const asked = (input, options, made = (it) => it) =>
      [tool(name), input, (decided) => made(execute.call(one, decided, options)), { presenting: presenting(options) }]
    guarded[name] = {
      ...one,
      execute: execute.constructor.name === 'AsyncGeneratorFunction'
          ? (input, options) => guard.stream(...asked(input, options))
          : (input, options) => guard.call(...asked(input, options, lastPiece)),
    }
  }
  return guarded
}

/** A tool may give its pieces without being written as a generator; its last piece is its answer. */
async function lastPiece(made) {
  let last = await made
  if (last?.[Symbol.asyncIterator]) for await (const piece of last) last = piece
  return last
}

/**
 * An MCP server whose tools, from now on registered, are decided before they are called; a denial is a result with isError. What would
 * get past it is refused: tools that are there already, and tasks.
 */
export function guardServer(guard, server, { tool = (name) => name, presenting = () => undefined } = {}) {
  if (Object.keys(server._registeredTools ?? {}).length > 0) throw new TypeError('guard the server before its tools are registered')
  const ours = new WeakSet()
  const guarded = (entry, handler) => {
    if (ours.has(handler)) return handler
    if (typeof handler !== 'function') throw new TypeError(`${entry.name} is called in a way that nothing can be decided in`)
    const decided = async (args, extra, run) => {
      try {
        return await guard.call(tool(entry.name), args, run, { presenting: presenting(extra) })
      } catch (failure) {
        if (!(failure instanceof CallDenied)) throw failure
        const { id, reason, approval } = failure.decision.context
        return { content: [{ type: 'text', text: failure.message }], isError: true, _meta: { 'dev.mandate/decision': { id, reason, approval } } }
      }
    }
    // Servers give arguments to tools that have a schema only.
    const ask = (...given) => given.length < 2
        ? decided({}, given[0], () => handler(...given))
        : decided(given[0], given[1], (args) => handler(args, ...given.slice(1)))
    ours.add(ask)
    return ask
  }
  /** Its handler and its name may change later. */
  const kept = (entry, registered) => {
    const update = registered.update.bind(registered)
    registered.update = (updates) => {
      update(updates.callback === undefined ? updates : { ...updates, callback: guarded(entry, updates.callback) })
      if (typeof updates.name === 'string') entry.name = updates.name
    }
    let { handler } = registered
    Object.defineProperty(registered, 'handler', { enumerable: true, get: () => handler, set: (other) => (handler = guarded(entry, other)) })
    return registered
  }
  const register = server.registerTool.bind(server)
  server.registerTool = (name, config, handler) => {
    const entry = { name }
    return kept(entry, register(name, config, guarded(entry, handler)))
  }
  if (server.tool !== undefined) {
    const older = server.tool.bind(server)
    server.tool = (name, ...rest) => {
      const entry = { name }
      if (!rest.some((one) => typeof one === 'function')) guarded(entry, undefined)
      return kept(entry, older(name, ...rest.map((one) => (typeof one === 'function' ? guarded(entry, one) : one))))
    }
  }
  if ('experimental' in server)
    Object.defineProperty(server, 'experimental', {
      get() {
        throw new TypeError('tasks of a guarded server are called in a way that nothing can be decided in')
      },
    })
  return server
}

/** A key that tokens are bound to (DPoP, RFC 9449), which never leaves this process. */
export async function holderKey() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const sha256 = async (text) => base64url(await crypto.subtle.digest('SHA-256', utf8.encode(text)))
  return {
    thumbprint: await sha256(JSON.stringify({ crv, kty, x, y })),
    async proof(method, url, token) {
      const claims = { jti: crypto.randomUUID(), iat: Math.floor(Date.now() / 1000), htm: method, htu: url.split(/[?#]/)[0], ...(token ? { ath: await sha256(token) } : {}) }
      const signed = [{ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }, claims].map((part) => base64url(utf8.encode(JSON.stringify(part)))).join('.')
      return `${signed}.${base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, pair.privateKey, utf8.encode(signed)))}`
    },
  }
}

const base64url = (bytes) => Buffer.from(bytes).toString('base64url')

const undecided = (failure) => ({ allowed: false, why: String(failure?.message ?? failure), failure, context: {} })

/** Who acts by a token, as it says itself: the service checks it. */
function subjectOf(token) {
  const parts = String(token ?? '').split('.')
  let claims
  try {
    claims = parts.length === 3 ? JSON.parse(Buffer.from(parts[1], 'base64url').toString()) : undefined
  } catch {
    claims = undefined // without its text
  }
  const id = claims?.act?.sub ?? claims?.sub
  if (typeof id !== 'string' || id === '') throw new Error("no token: it doesn't say who acts")
  return { id, type: id.startsWith('agt_') ? 'agent' : 'person', session: claims.session_id ?? id }
}

const slept = (millis) => new Promise((wake) => setTimeout(wake, millis))

const proto = (value) => Object.getPrototypeOf(value)
const isList = (value) => Array.isArray(value) && proto(value) === Array.prototype
const isPlain = (value) => (proto(value) === Object.prototype || proto(value) === null) && Object.getOwnPropertySymbols(value).length === 0

/** What JSON writes as the text that it is. */
const isText = (value) => value instanceof Date || value instanceof URL

class Uncarried extends Error {}

/** What was decided and nothing else: a copy that nobody else changes, of what JSON carries. */
function carried(value, within = []) {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return value
  const no = (what) => new Uncarried(`JSON doesn't carry an argument: ${what}`)
  if (typeof value !== 'object') throw no(String(value).slice(0, 40))
  if (isText(value)) {
    if (value.toJSON() === null) throw no('no date')
    return value instanceof Date ? new Date(+value) : new URL(value)
  }
  if (within.includes(value) || within.length > MOST_WITHIN) throw no('what has itself in it, or too much')
  const inside = [...within, value]
  if (isList(value)) return Array.from(value, (part) => carried(part, inside))
  if (!isPlain(value)) throw no(`a ${value.constructor?.name ?? 'thing'}`)
  const members = Object.getOwnPropertyNames(value).map((name) => [name, value[name]])
  return Object.fromEntries(members.filter(([, part]) => part !== undefined).map(([name, part]) => [name, carried(part, inside)]))
}

/** Of a failure; of one that has none, what is told without its text. */
const words = (failure) => {
  try {
    return String(failure)
  } catch {
    return words
  }
}

/** Undefined for what isn't all there to be read, such as streams, responses and bytes: anything may be in it. */
function textOf(answer) {
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

function beginning(text) {
  let bytes = 0
  for (let at = 0; at < text.length; at++) {
    const one = text.charCodeAt(at)
    bytes += one < 32 ? 6 : one === 34 || one === 92 ? 2 : one < 128 ? 1 : one < 2048 ? 2 : one >= 0xd800 && one < 0xe000 ? 6 : 3
    if (bytes > MOST_BYTES) return text.slice(0, one >= 0xdc00 && one < 0xe000 ? at - 1 : at)
  }
  return text
}

/** By rendezvous hashing, as the Java client does, so that a session stays with one replica. */
function inOrder(urls, session) {
  if (urls.length === 1) return urls
  const hash = (seed, text) => utf8.encode(text).reduce((sum, octet) => ((sum ^ BigInt(octet)) * 0x100000001b3n) & 0xffffffffffffffffn, seed)
  const mixed = (sum) => {
    sum = ((sum ^ (sum >> 30n)) * 0xbf58476d1ce4e5b9n) & 0xffffffffffffffffn
    sum = ((sum ^ (sum >> 27n)) * 0x94d049bb133111ebn) & 0xffffffffffffffffn
    return BigInt.asIntN(64, sum ^ (sum >> 31n))
  }
  const weight = new Map(urls.map((url) => [url, mixed(hash(hash(0xcbf29ce484222325n, session), url))]))
  return [...urls].sort((one, other) => (weight.get(one) < weight.get(other) ? 1 : -1))
}
