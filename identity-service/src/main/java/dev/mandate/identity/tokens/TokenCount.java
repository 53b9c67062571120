package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;

/** For what a machine was given a token; one of the three is 1. */
record TokenCount(int own, int delegated, int narrowed) {
    static TokenCount of(AuthorizationGrant grant) {
        if (grant instanceof ClientCredentialsGrant) return new TokenCount(1, 0, 0);
        var delegation = grant instanceof TokenExchangeGrant exchange
                && TokenEndpoint.DELEGATION.equals(
                        exchange.getSubjectTokenType().getURI().toString());
        return delegation ? new TokenCount(0, 1, 0) : new TokenCount(0, 0, 1);
    }
}
