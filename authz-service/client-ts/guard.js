// Stands before the tools of an agent's own process: a call is decided with its arguments, made if it is allowed, and what became of
// it is told before its answer is given. Whatever goes wrong before the call is a call that isn't made. Types: guard.d.ts.

import { CallDenied, CallHeld } from './denied.js'
import { inOrder } from './replicas.js'
import { Uncarried, beginning, carried, documentOf, textOf, words } from './values.js'

export { CallDenied, CallHeld } from './denied.js'
export { holderKey } from './key.js'
export { guardServer } from './server.js'
export { guardTools } from './tools.js'

const HELD = new Set(['approval_required', 'risk_high'])
const ANOTHER_MAY_ANSWER = new Set([502, 503, 504])
const BETWEEN_ASKING = 2000
const TRIES = 3
const BETWEEN_TRIES = 250
const LONGEST_BETWEEN_TRIES = 5000

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
  async call(tool, args, run, { presenting, document } = {}) {
    const asked = await this.#decided(tool, args, presenting)
    const began = Date.now()
    let answer
    try {
      answer = await run(asked.args)
    } catch (failure) {
      await this.#tell(asked, 'failed', words(failure), began)
      throw failure
    }
    await this.#tell(asked, 'succeeded', answer, began, document)
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
  async #tell({ decision, session }, status, answer, began, document = (it) => it) {
    const text = textOf(answer)
    const told = text === undefined ? {} : { answer: beginning(text).toWellFormed() } // the service reads no half of a letter
    if (told.answer?.length < text?.length) told.size = text.length
    // Asked for where the tool's owner trusts fields of its answers.
    if (decision.context.document === true && told.answer !== undefined) told.document = documentOf(() => document(answer), told.answer)
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
