// Makes and uses passkeys: the one thing on these pages that needs a script. A form says by data-passkey which, and by data-options
// with what; the answer goes into its field "response" as JSON, and the form is sent.
'use strict';
(() => {
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

  const creation = options => ({
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials.map(known => ({ ...known, id: bytes(known.id) })),
  });

  const answer = credential => {
    const response = { clientDataJSON: text(credential.response.clientDataJSON) };
    if (credential.response.attestationObject) {
      response.attestationObject = text(credential.response.attestationObject);
      response.transports = credential.response.getTransports ? credential.response.getTransports() : [];
    } else {
      response.authenticatorData = text(credential.response.authenticatorData);
      response.signature = text(credential.response.signature);
      if (credential.response.userHandle) response.userHandle = text(credential.response.userHandle);
    }
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} };
  };

  const ask = (kind, options) => kind === 'create'
    ? navigator.credentials.create({ publicKey: creation(options) })
    : navigator.credentials.get({ publicKey: { ...options, challenge: bytes(options.challenge) } });

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const problem = form.querySelector('.problem');
      problem.textContent = '';
      try {
        const credential = await ask(form.dataset.passkey, JSON.parse(form.dataset.options));
        form.elements.response.value = JSON.stringify(answer(credential));
        form.submit();
      } catch (refused) {
        problem.textContent = refused.name === 'InvalidStateError'
          ? 'This device has a passkey of yours already.'
          : 'No passkey was used. You may try again.';
      }
    });
  }
})();
