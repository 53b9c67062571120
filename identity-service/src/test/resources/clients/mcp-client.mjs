// The protocol's own client, as its authors would use it: it knows a server's address and where its document is, or registers itself. It writes where the
// browser goes, reads where the browser came back to, and writes which tools it sees. Tests run on ports of their own, so that requests
// go to where they really are.
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import { createInterface } from 'node:readline/promises';

const [server, actualServer, issuer, actualIssuer, clientId, redirect] = process.argv.slice(2);
const there = (url, options) => fetch(
  String(url).replace(new URL(server).origin, actualServer).replace(issuer, actualIssuer), options);
const kept = {};
const provider = {
  redirectUrl: redirect,
  clientMetadataUrl: clientId === '-' ? undefined : clientId,
  clientMetadata: { client_name: 'An MCP client', redirect_uris: [redirect], token_endpoint_auth_method: 'none' },
  clientInformation: () => kept.client,
  saveClientInformation: client => { kept.client = client; },
  tokens: () => kept.tokens,
  saveTokens: tokens => { kept.tokens = tokens; },
  codeVerifier: () => kept.verifier,
  saveCodeVerifier: verifier => { kept.verifier = verifier; },
  redirectToAuthorization: url => { console.log(url.href); },
};
const connect = async () => {
  const transport = new StreamableHTTPClientTransport(new URL(server), { authProvider: provider, fetch: there });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  return client;
};
const transport = new StreamableHTTPClientTransport(new URL(server), { authProvider: provider, fetch: there });
try {
  await new Client({ name: 'test', version: '1' }).connect(transport);
} catch (error) {
  if (!(error instanceof UnauthorizedError)) throw error;
  const lines = createInterface({ input: process.stdin });
  const back = await new Promise(resolve => lines.once('line', resolve));
  lines.close();
  const answer = new URL(back).searchParams;
  await transport.finishAuth(answer.get('code'));
}
const client = await connect();
const { tools } = await client.listTools();
console.log(JSON.stringify({ tools: tools.map(tool => tool.name) }));
await client.close();
