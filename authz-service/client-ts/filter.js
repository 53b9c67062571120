// A filter of Mandate's as a condition for PostgreSQL, with all that it compares with as parameters. What it has no column or no word
// for is an exception, and never left out. Types: filter.d.ts.

const ORDERS = new Map([['eq', '='], ['lt', '<'], ['le', '<='], ['gt', '>'], ['ge', '>=']])
const OF_LISTS = new Map([['contains-any', '&&'], ['contains-all', '@>'], ['within', '<@']])

const isText = (value) => typeof value === 'string'
const isPlain = (value) => isText(value) || typeof value === 'boolean' || Number.isSafeInteger(value)

const unknown = (condition) => new TypeError(`a condition that this version doesn't know: ${JSON.stringify(condition)?.slice(0, 200)}`)

/** A member that isn't known may make it hold of less. */
function only(condition, ...members) {
  const names = Object.keys(condition)
  if (names.length !== members.length || !members.every((member) => names.includes(member))) throw unknown(condition)
}

function list(values, fits, condition, least = 1) {
  if (!Array.isArray(values) || values.length < least || !values.every(fits)) throw unknown(condition)
  return values
}

// What is no name has an order of its own, in which what it is compared with must not take part.
const whole = (expression) => (/^[\p{L}\p{N}_.$":[\]]+$/u.test(expression) ? expression : `(${expression})`)
const joined = (parts, word) => `(${parts.join(word)})`

export function filterSql(answer, { columns, id, parents = {} }, first = 1) {
  const values = []
  const mark = (value) => `$${first - 1 + values.push(value)}`
  const marks = (all) => all.map(mark).join(', ')
  const array = (all) => `ARRAY[${marks(all)}]::text[]`
  const given = (of, name) => {
    if (!Object.hasOwn(of, name)) throw new TypeError(`no column is given for ${name}`)
    return whole(of[name])
  }
  const column = (name) => given(columns, name)

  const of = (condition) => {
    if (condition === null || typeof condition !== 'object') throw unknown(condition)
    if ('and' in condition) return many(condition, 'and', ' AND ')
    if ('or' in condition) return many(condition, 'or', ' OR ')
    if (!('not' in condition)) return test(condition)
    only(condition, 'not')
    // What is compared with NULL doesn't hold, so that its negation does.
    return `(${of(condition.not)} IS NOT TRUE)`
  }

  const many = (condition, member, word) => {
    only(condition, member)
    return joined(list(condition[member], () => true, condition).map(of), word)
  }

  const compared = (what, test, member) => {
    if (test.is !== 'eq' && test.is !== 'in') throw unknown(test)
    only(test, member, 'is', test.is === 'eq' ? 'value' : 'values')
    const all = list(test.is === 'eq' ? [test.value] : test.values, isPlain, test)
    return test.is === 'eq' ? `(${what} = ${marks(all)})` : `(${what} IN (${marks(all)}))`
  }

  const test = (test) => {
    if ('resource' in test) {
      if (test.resource !== 'id') throw unknown(test)
      return compared(whole(id), test, 'resource')
    }
    if ('parent' in test) {
      if (test.is !== 'eq' && test.is !== 'in') throw unknown(test)
      only(test, 'parent', 'is', test.is === 'eq' ? 'value' : 'values')
      return `(${given(parents, test.parent)} && ${array(list(test.is === 'eq' ? [test.value] : test.values, isText, test))})`
    }
    const what = column(test.attribute)
    if (test.is === 'has') {
      only(test, 'attribute', 'is')
      return `(${what} IS NOT NULL)`
    }
    if (test.is === 'like') {
      only(test, 'attribute', 'is', 'values')
      const parts = list(test.values, isText, test)
      return `(${what} LIKE ${mark(parts.map((part) => part.replace(/[!%_]/g, '!$&')).join('%'))} ESCAPE '!')`
    }
    if (OF_LISTS.has(test.is)) {
      only(test, 'attribute', 'is', 'values')
      return `(${what} ${OF_LISTS.get(test.is)} ${array(list(test.values, isText, test, 0))})`
    }
    const order = ORDERS.get(test.is)
    if (order !== undefined && 'other' in test) {
      only(test, 'attribute', 'is', 'other')
      return `(${what} ${order} ${column(test.other)})`
    }
    if (order === undefined || test.is === 'eq') return compared(what, test, 'attribute')
    only(test, 'attribute', 'is', 'value')
    if (!Number.isSafeInteger(test.value)) throw unknown(test)
    return `(${what} ${order} ${mark(test.value)})`
  }

  if (answer?.filter === 'never') return { text: '(FALSE)', values }
  if (answer?.filter !== 'always' && answer?.filter !== 'condition') throw unknown(answer)
  if ((answer.filter === 'condition') !== 'condition' in answer) throw unknown(answer)
  const all = answer.filter === 'condition' ? [of(answer.condition)] : []
  // What isn't as declared is in no filter, whatever else it is.
  for (const name of list(answer.required, isText, answer, 0)) all.push(`${column(name)} IS NOT NULL`)
  return { text: all.length === 0 ? '(TRUE)' : joined(all, ' AND '), values }
}
