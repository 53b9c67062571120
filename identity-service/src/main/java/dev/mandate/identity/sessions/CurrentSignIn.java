package dev.mandate.identity.sessions;

import dev.mandate.identity.identities.PersonProfile;

/** A sign-in that counts now, and whose it is. */
public record CurrentSignIn(SignInSession session, PersonProfile person) {}
