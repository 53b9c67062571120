// An MCP client, unmodified, that signs its person in by itself: it knows a server's address and nothing else, as one does that somebody is
// pointed at. Arguments: package, URL, JSON list of calls. Prints, a line each, where the person's browser goes and what it saw as JSON; for
// each line that it reads it makes its calls again.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'

const [, , version, url, calls] = process.argv
const sdk = version === 'sdk'
const { Client } = await import(sdk ? '@modelcontextprotocol/sdk/client/index.js' : '@modelcontextprotocol/client')
const { StreamableHTTPClientTransport } = await import(
  sdk ? '@modelcontextprotocol/sdk/client/streamableHttp.js' : '@modelcontextprotocol/client')
const { UnauthorizedError } = await import(sdk ? '@modelcontextprotocol/sdk/client/auth.js' : '@modelcontextprotocol/client')

let came = () => {}
const listener = createServer((request, response) => {
  const answer = new URL(request.url, 'http://127.0.0.1').searchParams
  response.end('The editor goes on. You can close this page.')
  if (answer.has('code')) came(answer)
}).listen(0, '127.0.0.1')
await once(listener, 'listening')

const redirect = `http://127.0.0.1:${listener.address().port}/callback`
const kept = {}
const provider = {
  redirectUrl: redirect,
  clientMetadata: { client_name: 'An editor', redirect_uris: [redirect], token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
  clientInformation: () => kept.client,
  saveClientInformation: client => { kept.client = client },
  tokens: () => kept.tokens,
  saveTokens: tokens => { kept.tokens = tokens },
  codeVerifier: () => kept.verifier,
  saveCodeVerifier: verifier => { kept.verifier = verifier },
  invalidateCredentials: what => { if (what === 'all' || what === 'tokens') delete kept.tokens },
  redirectToAuthorization: where => {
    kept.answer = new Promise(resolve => { came = resolve })
    console.log(where.href)
  },
}
/** Does it; where that leads the person to a page, again once he has answered. */
const signedIn = async (transport, act) => {
  try {
    return await act(transport)
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error
    const answer = await kept.answer
    await transport.finishAuth(sdk ? answer.get('code') : answer)
    return undefined
  }
}
let client, transport
while (!client) {
  transport = new StreamableHTTPClientTransport(new URL(url), { authProvider: provider })
  client = await signedIn(transport, async () => {
    const beginning = new Client({ name: 'editor', version: '1.0.0' }, sdk ? {} : { versionNegotiation: { mode: 'auto' } })
    await beginning.connect(transport)
    return beginning
  })
}
const tries = async () => {
  const seen = { tools: (await client.listTools()).tools.map(tool => tool.name), results: [] }
  for (const call of JSON.parse(calls)) {
    try {
      const result = await client.callTool(call)
      seen.results.push({ isError: result.isError === true, text: result.content[0]?.text ?? '' })
    } catch (error) {
      if (error instanceof UnauthorizedError) throw error
      seen.results.push({ code: error.code, message: error.message })
    }
  }
  return seen
}
const say = async () => {
  let seen
  while (!seen) seen = await signedIn(transport, tries)
  console.log(JSON.stringify(seen))
}
await say()
for await (const again of createInterface({ input: process.stdin })) await say()
await client.close()
listener.close()
