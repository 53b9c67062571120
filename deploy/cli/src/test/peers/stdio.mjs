// An agent's MCP client, unmodified, that starts its server. Arguments: JSON list of the command, JSON list of calls. Prints what it saw, as one line of JSON.
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'

const [command, ...args] = JSON.parse(process.argv[2])
const client = new Client({ name: 'peer', version: '1.0.0' }, {})
await client.connect(new StdioClientTransport({ command, args }))
const seen = { tools: (await client.listTools()).tools.map(tool => tool.name), results: [] }
for (const call of JSON.parse(process.argv[3])) {
  try {
    const result = await client.callTool(call)
    seen.results.push({ isError: result.isError === true, text: result.content[0]?.text ?? '' })
  } catch (error) {
    seen.results.push({ code: error.code, message: error.message })
  }
}
console.log(JSON.stringify(seen))
await client.close()
