// A relying party as its authors would write it, with the settings that the library has by default. It writes where the browser goes,
// reads where the browser came back to, and writes what it learnt. Tests run on ports of their own, so that requests go to "actual".
import * as client from 'openid-client';
import { createInterface } from 'node:readline/promises';

const [issuer, actual, id, secret, redirect] = process.argv.slice(2);
const there = (url, options) => fetch(String(url).replace(issuer, actual), options);
const config = await client.discovery(new URL(issuer), id, secret, undefined, {
  execute: [client.allowInsecureRequests],
  [client.customFetch]: there,
});
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const nonce = client.randomNonce();
console.log(client.buildAuthorizationUrl(config, {
  redirect_uri: redirect,
  scope: 'openid profile email',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
}).href);

const lines = createInterface({ input: process.stdin });
const [back] = await new Promise(resolve => lines.once('line', line => resolve([line])));
lines.close();
const tokens = await client.authorizationCodeGrant(config, new URL(back), {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
});
const claims = tokens.claims();
const user = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
const before = await client.tokenIntrospection(config, refreshed.access_token);
await client.tokenRevocation(config, refreshed.refresh_token);
const after = await client.tokenIntrospection(config, refreshed.access_token);
console.log(JSON.stringify({ sub: claims.sub, name: user.name, before: before.active, after: after.active }));
