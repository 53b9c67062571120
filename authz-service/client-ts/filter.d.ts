/** What `POST /access/v1/filter` answers. */
export interface FilterAnswer {
  filter: 'always' | 'never' | 'condition'
  condition?: unknown
  /** Attributes that each resource has that is as declared. */
  required: string[]
  /** Before which it is used. */
  until: string
  context: { id: string; reason?: string; explanation?: string; leftOut?: string[]; [member: string]: unknown }
}

/** Texts of SQL, which must not come from anybody who asks. */
export interface FilterColumns {
  /** By attribute, the column that holds what evaluations are told of it (bigint, text, boolean, text[]), or an expression. */
  columns: Record<string, string>
  /** The same of the resource's id, as text. */
  id: string
  /** By type, an expression of text[] for the ids of the resources that one is in, such as `array[customer_id]`. */
  parents?: Record<string, string>
}

/**
 * The answer as a condition for PostgreSQL, in brackets, for `WHERE` and `AND`; its parameters are `$first` and the following.
 *
 * @throws {TypeError} for an attribute without a column, and for a condition that this version doesn't know, such as one with a number that JavaScript can't hold
 */
export function filterSql(answer: FilterAnswer, columns: FilterColumns, first?: number): { text: string; values: unknown[] }
