// An agent's MCP client, unmodified, with a person who fills forms and a model, or with neither. Arguments: package, URL, access token, what it can
// ('all' or 'none'), JSON list of calls, JSON list of completions. Prints what it was asked and what came of it, as one line of JSON.
const [, , version, url, token, can, calls, completions] = process.argv;
const old = version === 'sdk';
const { Client } = old ? await import('@modelcontextprotocol/sdk/client/index.js') : await import('@modelcontextprotocol/client');
const { StreamableHTTPClientTransport } =
  old ? await import('@modelcontextprotocol/sdk/client/streamableHttp.js') : await import('@modelcontextprotocol/client');
const types = old ? await import('@modelcontextprotocol/sdk/types.js') : {};

const seen = { asked: [], results: [], completions: [] };
const options = old ? {} : { versionNegotiation: { mode: 'auto' } };
if (can === 'all') options.capabilities = { elicitation: { form: {}, url: {} }, sampling: {} };
const client = new Client({ name: 'peer', version: '1.0.0' }, options);
if (can === 'all') {
  client.setRequestHandler(old ? types.ElicitRequestSchema : 'elicitation/create', request => {
    seen.asked.push(request.params);
    if (request.params.mode === 'url') return { action: 'accept' };
    const content = {};
    for (const [name, field] of Object.entries(request.params.requestedSchema.properties))
      if (field.type === 'string' && !field.enum && !field.oneOf && !field.format) content[name] = 'red';
    return { action: 'accept', content };
  });
  client.setRequestHandler(old ? types.CreateMessageRequestSchema : 'sampling/createMessage', request => {
    seen.asked.push(request.params);
    return { role: 'assistant', content: { type: 'text', text: 'a thought' }, model: 'model-of-mine', stopReason: 'endTurn' };
  });
}
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }));
seen.tools = (await client.listTools()).tools.map(tool => tool.name);
seen.completes = client.getServerCapabilities()?.completions !== undefined;
for (const call of JSON.parse(calls)) {
  try {
    const result = await client.callTool(call);
    seen.results.push({ isError: result.isError === true, text: result.content.map(part => part.text ?? '').join('\n') });
  } catch (error) {
    seen.results.push({ code: error.code, message: error.message });
  }
}
for (const completion of JSON.parse(completions)) {
  try {
    seen.completions.push((await client.complete(completion)).completion.values);
  } catch (error) {
    seen.completions.push({ code: error.code });
  }
}
console.log(JSON.stringify(seen));
await client.close();
