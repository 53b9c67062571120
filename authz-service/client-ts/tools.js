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
