// Answers of a tool whose owner trusts a field of them: as objects, as texts, and as MCP's servers give them.
import { Guard, guardServer } from './guard.js'

const [url, token, tool] = process.argv.slice(2)
const untold = (decision, failure) => { throw new Error(failure) }
const guard = new Guard({ url, token: () => token, untold })
const items = [{ recipient: 'landlord@rent.example', subject: 'Ask eve@evil.example' }]
const text = JSON.stringify({ items })
const half = { items: [{ recipient: 'landlord@rent.example', subject: '\ud83d' }] }
const long = { items, rest: 'x '.repeat(40_000) }
const deep = { items, rest: Array(90).fill().reduce((within) => [within], 'eve@evil.example') }
const lists = { items, rest: Array(90).fill().reduce((within) => [within, within], 'eve@evil.example') }
const letters = JSON.stringify({ items }).replace('Ask', '\\ud83d\\ude00')
for (const answer of [{ items }, text, [text], `Items: ${text}`, half, long, deep, lists, letters]) await guard.call(tool, {}, () => answer)
await guard.call(tool, {}, () => ({ items }), { document: () => { throw new Error('it has none') } })

const registered = {}
const server = guardServer(guard, { registerTool: (name, config, handler) => (registered[name] = { handler, update: () => {} }) }, { tool: () => tool })
const results = {
  structured: { structuredContent: { items }, content: [{ type: 'text', text }] },
  text: { content: [{ type: 'text', text }] },
  texts: { content: [{ type: 'text', text }, { type: 'text', text: '1 item' }] },
  failed: { isError: true, content: [{ type: 'text', text }] },
}
for (const [name, result] of Object.entries(results)) {
  server.registerTool(name, { inputSchema: {} }, () => result)
  await registered[name].handler({}, {})
}
console.log('{}')
process.exit(0)
