import { CallDenied } from './denied.js'

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
        return await guard.call(tool(entry.name), args, run, { presenting: presenting(extra), document: documentOfResult })
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

/** Its structured content, or where it has none, the one text that is all of its content; of a failure none, which may repeat anything. */
function documentOfResult(result) {
  const { structuredContent, content, isError } = result ?? {}
  if (isError) return undefined
  if (structuredContent !== undefined) return structuredContent
  return Array.isArray(content) && content.length === 1 && content[0]?.type === 'text' ? content[0].text : undefined
}
