// The protocol's own client and its provider for enterprise-managed authorization, as its authors would use them: it knows the MCP server's address,
// the identity provider at which its person has signed in, and its ids and secrets at both. Tests run on ports of their own, so that requests go to
// where the servers really are; the MCP server itself only says by whom it is protected. It writes what it got.
import { CrossAppAccessProvider, auth, discoverAndRequestJwtAuthGrant } from '@modelcontextprotocol/client';

const [server, issuer, actualIssuer, idp, actualIdp, clientId, clientSecret, idToken, clientThere, secretThere] = process.argv.slice(2);
const origin = new URL(server).origin;
const there = (url, options) => String(url).startsWith(origin + '/.well-known/oauth-protected-resource')
  ? Promise.resolve(Response.json({ resource: server, authorization_servers: [issuer], scopes_supported: ['tools:call'] }))
  : fetch(String(url).replace(issuer, actualIssuer).replace(idp, actualIdp), options);
const provider = new CrossAppAccessProvider({
  clientId: clientThere,
  clientSecret: secretThere,
  expectedIssuer: issuer,
  fetchFn: there,
  assertion: async ({ authorizationServerUrl, resourceUrl, scope, fetchFn }) => (await discoverAndRequestJwtAuthGrant({
    idpUrl: idp, audience: authorizationServerUrl, resource: resourceUrl, idToken, clientId, clientSecret, scope, fetchFn })).jwtAuthGrant,
});
console.log(await auth(provider, { serverUrl: server, fetchFn: there }));
console.log(provider.tokens().access_token);
