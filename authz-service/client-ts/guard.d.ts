/** Where Mandate is, and by what this process asks it. */
export interface GuardOptions {
  /** Base URL of authz-service, or of each of its replicas. */
  url: string | URL | (string | URL)[]
  /** Gives the access token for each request: the agent's own, bound to its task. It renews it, and should keep it meanwhile. */
  token: () => string | Promise<string>
  /** The key that the token is bound to; without one it is a bearer's. */
  key?: HolderKey
  /** Where people answer, for {@link CallHeld.page}. */
  console?: string | URL
  /** For how long a call that waits for a person's yes is asked about again; by default it ends in {@link CallHeld} at once. */
  waitMillis?: number
  /** For an answer, all replicas together (5000). */
  timeoutMillis?: number
  /** Types of obligations that this process does when an answer asks for it; an allow with others is a denial. */
  fulfilling?: string[]
  /** Hears of calls that were made and of which nothing could be told; by default the console. */
  untold?: (decision: Decision, failure: string) => void
}

/** An answer, or that there is none, which is a no. */
export interface Decision {
  allowed: boolean
  why: string
  /** Why there is no answer; absent where there is one. */
  failure?: unknown
  /** AuthZEN's, empty where there is no answer. */
  context: { id?: string; reason?: string; explanation?: string; approval?: string; until?: string; [member: string]: unknown }
}

/**
 * @property presenting the caller's own token, where this process asks by a token of its own for whoever calls it
 * @property document what of the answer is JSON from whose top the tool's owner names fields that he trusts; by default all of it
 */
export interface CallOptions {
  presenting?: string
  document?: (answer: any) => unknown
}

/** The call was not made; the message says why and what would change it, for a model and its person. */
export class CallDenied extends Error {
  readonly decision: Decision
}

/** It waits for a person's yes: made again in just the same way after it, it goes through once. */
export class CallHeld extends CallDenied {
  readonly approval: string
  readonly page?: string
}

/** Decides, makes and tells of calls. */
export class Guard {
  constructor(options: GuardOptions)
  /**
   * An answer of anything else than plain objects, arrays, texts, numbers, dates and URLs counts as one that anything may have been in.
   * @param args of what JSON carries, and dates and URLs; anything else is not decided, so that the call isn't made
   * @param run is given what was decided: a copy that nobody has changed since
   * @throws {CallDenied} if it was not made, {@link CallHeld} if a person's yes would change that
   */
  call<T>(tool: string, args: object, run: (decided: any) => T | PromiseLike<T>, options?: CallOptions): Promise<T>
  /** The same for a call that answers piece by piece; the last piece is its answer. */
  stream<T>(tool: string, args: object, run: (decided: any) => AsyncIterable<T>, options?: CallOptions): AsyncGenerator<T>
}

/** What tools are called in the catalogue, and whose token is presented; by default their own names, and nobody's. */
export interface Naming<Circumstances> {
  tool?: (name: string) => string
  presenting?: (circumstances: Circumstances) => string | undefined
}

/** Of the AI SDK (`ai`). */
export function guardTools<Tools extends Record<string, any>>(guard: Guard, tools: Tools, naming?: Naming<any>): Tools

/**
 * Of `@modelcontextprotocol/sdk` and `@modelcontextprotocol/server`: `McpServer`. Its `registerTool`, `tool`, and `update` of what they give.
 * @throws {TypeError} if it has tools already; later for tools that are no functions, and for `experimental`, whose tasks nothing is decided of
 */
export function guardServer<Server extends { registerTool: (...all: any[]) => any }>(guard: Guard, server: Server, naming?: Naming<any>): Server

/** RFC 9449. */
export interface HolderKey {
  readonly thumbprint: string
  /** What the header `DPoP` says of one request; without a token, of one that gets a token. With the nonce that the service gave (`DPoP-Nonce`), where it asks for one. */
  proof(method: string, url: string, token?: string, nonce?: string): Promise<string>
}

export function holderKey(): Promise<HolderKey>
