package dev.mandate.identity.authorize;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an authorization request.
 *
 * @param code of RFC 6749 section 4.1.2.1 or OpenID Connect Core section 3.1.2.6
 * @param why for the application's developer
 * @param redirectUri where the application is told; null where it is unknown or not to be trusted, and the person is told instead
 * @param byForm as {@link CodeRequest#byForm}
 */
record AuthorizationFault(
        String code,
        String why,
        @Nullable String redirectUri,
        @Nullable String state,
        boolean byForm) {
    static AuthorizationFault forPerson(String why) {
        return new AuthorizationFault("invalid_request", why, null, null, false);
    }
}
