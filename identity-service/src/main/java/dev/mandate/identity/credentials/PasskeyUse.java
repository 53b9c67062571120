package dev.mandate.identity.credentials;

import dev.mandate.events.ids.IdentityId;

/** What a challenge is for: it counts for nothing else. */
public record PasskeyUse(String purpose) {
    public static final PasskeyUse SIGN_IN = new PasskeyUse("sign-in");

    public static PasskeyUse registrationOf(IdentityId person) {
        return new PasskeyUse("registration\n" + person.value());
    }
}
