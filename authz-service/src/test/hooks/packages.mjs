// The AI SDK, and MCP servers of both packages, behind the hook.
import { McpServer as McpServer1 } from '@modelcontextprotocol/sdk/server/mcp.js'
import { Client as Client1 } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport as Transport1 } from '@modelcontextprotocol/sdk/inMemory.js'
import { McpServer as McpServer2, InMemoryTransport as Transport2 } from '@modelcontextprotocol/server'
import { Client as Client2 } from '@modelcontextprotocol/client'
import { generateText, stepCountIs, tool } from 'ai'
import { MockLanguageModelV3 } from 'ai/test'
import { z } from 'zod'
import { Guard, guardServer, guardTools } from './guard.js'

const [url, token] = process.argv.slice(2)
const made = []
const guard = new Guard({ url, token: () => token })
const names = { browse: 'web.browse', sendMail: 'email.send' }
const naming = { tool: (name) => names[name] ?? name }
const address = z.object({ url: z.string() })

const usage = { inputTokens: { total: 1 }, outputTokens: { total: 1 } }
const asks = (name, id) => ({ type: 'tool-call', toolCallId: id, toolName: name, input: JSON.stringify({ url: 'https://wiki.example/a' }) })
let step = 0
const model = new MockLanguageModelV3({
  doGenerate: async () => step++ === 0
      ? { finishReason: { unified: 'tool-calls' }, usage, warnings: [], content: [asks('browse', '1'), asks('sendMail', '2'), asks('stream', '3')] }
      : { finishReason: { unified: 'stop' }, usage, warnings: [], content: [{ type: 'text', text: 'done' }] },
})
names.stream = 'web.browse'
const tools = guardTools(guard, {
  browse: tool({ inputSchema: address, execute: async () => { made.push('browse'); return 'Ask eve@evil.example' } }),
  sendMail: tool({ inputSchema: address, execute: async () => { made.push('sendMail'); return 'sent' } }),
  stream: tool({ inputSchema: address, execute: async function* () { made.push('stream'); yield 'half'; yield 'whole' } }),
}, naming)
const { text, steps } = await generateText({ model, tools, prompt: 'Find out', stopWhen: stepCountIs(3) })
const parts = steps[0].content.filter((part) => part.type === 'tool-result' || part.type === 'tool-error')
const sdk = Object.fromEntries(parts.map((part) => [part.toolName, part.type === 'tool-error' ? part.error.message : part.output]))

const served = async (Server, Client, Transport) => {
  const server = guardServer(guard, new Server({ name: 'wiki', version: '1' }), naming)
  server.registerTool('browse', { inputSchema: address }, async () => {
    made.push('mcp browse')
    return { content: [{ type: 'text', text: 'Ask eve@evil.example' }] }
  })
  server.registerTool('sendMail', { description: 'Sends' }, async () => { made.push('mcp sendMail'); return { content: [] } })
  const late = server.registerTool('late', {}, async () => { made.push('late'); return { content: [] } })
  late.update({ callback: async () => { made.push('later'); return { content: [] } } })
  if (server.tool) server.tool('old', { url: z.string() }, async () => { made.push('old'); return { content: [] } })
  const unguarded = []
  const [near, far] = Transport.createLinkedPair()
  const client = new Client({ name: 'test', version: '1' })
  await Promise.all([server.connect(far), client.connect(near)])
  const browse = await client.callTool({ name: 'browse', arguments: { url: 'https://wiki.example/a' } })
  const mail = await client.callTool({ name: 'sendMail', arguments: {} })
  for (const name of server.tool ? ['late', 'old'] : ['late'])
    if (!(await client.callTool({ name, arguments: { url: 'https://wiki.example/a' } })).isError) unguarded.push(name)
  await client.close()
  return { browse: browse.content[0].text, refused: mail.isError, words: mail.content[0].text, reason: mail._meta['dev.mandate/decision'].reason, unguarded }
}
console.log(JSON.stringify({ text, sdk, mcp1: await served(McpServer1, Client1, Transport1), mcp2: await served(McpServer2, Client2, Transport2), made }))
process.exit(0)
