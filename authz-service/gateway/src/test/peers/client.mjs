// An agent's MCP client, unmodified. Arguments: package, URL, access token, JSON list of calls. Prints what it saw, as one line of JSON.
const [, , version, url, token, calls] = process.argv;
const { Client } = version === 'sdk' ? await import('@modelcontextprotocol/sdk/client/index.js') : await import('@modelcontextprotocol/client');
const { StreamableHTTPClientTransport } =
  version === 'sdk' ? await import('@modelcontextprotocol/sdk/client/streamableHttp.js') : await import('@modelcontextprotocol/client');

const client = new Client({ name: 'peer', version: '1.0.0' }, version === 'sdk' ? {} : { versionNegotiation: { mode: 'auto' } });
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }));
// What clients ask for whenever they connect, where the server says that it has some.
const has = client.getServerCapabilities() ?? {};
const resources = has.resources ? (await client.listResources()).resources : [];
const templates = has.resources ? (await client.listResourceTemplates()).resourceTemplates : [];
const prompts = has.prompts ? (await client.listPrompts()).prompts : [];
const seen = { resources: resources.length, templates: templates.length, prompts: prompts.length, tools: (await client.listTools()).tools.map(tool => tool.name), results: [], progress: 0 };
for (const call of JSON.parse(calls)) {
  try {
    const options = { onprogress: () => seen.progress++ };
    const result = version === 'sdk' ? await client.callTool(call, undefined, options) : await client.callTool(call, options);
    seen.results.push({ isError: result.isError === true, text: result.content[0]?.text ?? '' });
  } catch (error) {
    seen.results.push({ code: error.code, message: error.message });
  }
}
console.log(JSON.stringify(seen));
await client.close();
