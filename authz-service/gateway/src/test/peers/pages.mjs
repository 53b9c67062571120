// An agent's MCP client, unmodified, that opens pages ('url'), shows forms alone ('form') or neither ('none').
// Arguments: package, URL, access token, what it does, a call in JSON. Prints which pages it was led to and how the call ended, as one line of JSON.
const [, , version, url, token, does, call] = process.argv;
const old = version === 'sdk';
const { Client } = old ? await import('@modelcontextprotocol/sdk/client/index.js') : await import('@modelcontextprotocol/client');
const { StreamableHTTPClientTransport } =
  old ? await import('@modelcontextprotocol/sdk/client/streamableHttp.js') : await import('@modelcontextprotocol/client');
const elicit = old ? (await import('@modelcontextprotocol/sdk/types.js')).ElicitRequestSchema : 'elicitation/create';

const pages = [];
const options = old ? {} : { versionNegotiation: { mode: 'auto' } };
if (does !== 'none') options.capabilities = { elicitation: { [does]: {} } };
const client = new Client({ name: 'peer', version: '1.0.0' }, options);
// By it a client leads its person to a page; he has opened it once this returns, and not answered there yet.
if (does !== 'none') client.setRequestHandler(elicit, request => {
  pages.push(request.params);
  return { action: 'accept' };
});
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }));
const seen = { pages };
try {
  const result = await client.callTool(JSON.parse(call));
  Object.assign(seen, { isError: result.isError === true, text: result.content[0]?.text ?? '' });
} catch (error) {
  Object.assign(seen, { error: error.constructor.name, code: error.code, text: error.message });
  pages.push(...(error.elicitations ?? []));
}
console.log(JSON.stringify(seen));
await client.close();
