package dev.mandate.identity.signin;

/** Why nothing is done to an issuer. */
enum IssuerRefusal {
    /** None is registered under this URL. */
    UNKNOWN,
    /** We share no secret with the provider, and none was given. */
    NO_SECRET,
    /** The secret that was proposed was sealed under one of ours that is gone. */
    LOST_SECRET,
    /** There are as many providers as a page can show. */
    TOO_MANY;

    /** For people. */
    String words() {
        return switch (this) {
            case UNKNOWN -> "the issuer isn't registered any more";
            case NO_SECRET -> "no secret is shared with the provider; give clientSecret";
            case LOST_SECRET ->
                "what seals the proposed clientSecret was changed while the proposal waited; propose it anew";
            case TOO_MANY -> "people sign in by " + Providers.MOST + " providers already";
        };
    }
}
