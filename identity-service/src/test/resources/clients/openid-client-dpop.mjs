// As openid-client.mjs, with tokens for the holder of a key. The library makes proofs, and makes another one when a nonce is wanted.
import * as client from 'openid-client';
import { createInterface } from 'node:readline/promises';

const [issuer, actual, id, secret, redirect] = process.argv.slice(2);
const answers = [];
const there = async (url, options) => {
  const answer = await fetch(String(url).replace(issuer, actual), options);
  answers.push(`${new URL(url).pathname} ${answer.status}`);
  return answer;
};
const execute = [client.allowInsecureRequests];
const found = await client.discovery(new URL(issuer), id, secret, undefined, { execute, [client.customFetch]: there });
// A proof names the address that is asked, and the tests' is not the issuer's.
const config = new client.Configuration(
  { ...found.serverMetadata(), userinfo_endpoint: `${actual}/oauth2/userinfo` }, id, secret);
client.allowInsecureRequests(config);
config[client.customFetch] = there;
const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair());
const verifier = client.randomPKCECodeVerifier();
const state = client.randomState();
console.log(client.buildAuthorizationUrl(config, {
  redirect_uri: redirect,
  scope: 'openid profile',
  code_challenge: await client.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
}).href);

const lines = createInterface({ input: process.stdin });
const [back] = await new Promise(resolve => lines.once('line', line => resolve([line])));
lines.close();
answers.length = 0;
const tokens = await client.authorizationCodeGrant(
  config, new URL(back), { pkceCodeVerifier: verifier, expectedState: state }, undefined, { DPoP });
const user = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP });
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
console.log(JSON.stringify({ name: user.name, type: refreshed.token_type, answers }));
