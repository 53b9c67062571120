// An application that is only a page, as its authors would write it: with the library's bundle for browsers and its default settings.
const asked = new URLSearchParams(location.search);
if (asked.has('client')) localStorage.setItem('client', asked.get('client'));
const users = new oidc.UserManager({
  authority: 'http://127.0.0.1:8081',
  client_id: localStorage.getItem('client'),
  redirect_uri: location.origin + '/',
  scope: 'openid profile',
  loadUserInfo: true,
});

async function run() {
  if (!asked.has('code')) return users.signinRedirect();
  const user = await users.signinCallback();
  const again = await users.signinSilent();
  await users.revokeTokens(['refresh_token']);
  const ended = await fetch(await users.metadataService.getUserInfoEndpoint(), {
    headers: { Authorization: 'Bearer ' + again.access_token },
  });
  return {
    sub: user.profile.sub,
    name: user.profile.name,
    another: again.access_token !== user.access_token,
    revoked: ended.status,
  };
}

run().then(
  result => result && (document.querySelector('output').textContent = JSON.stringify(result)),
  error => (document.querySelector('output').textContent = String(error)));
