package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import dev.mandate.identity.clients.Client;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;

/** What an exchange gives where it is asked for another token than an access token; it is found by its type. Works in the endpoint's transaction. */
public interface RequestedToken {
    /** {@code requested_token_type}. */
    String type();

    /** @param asked of our own services; what is for others is in the request as it was sent */
    Uni<Result<Issue, TokenRefusal>> issue(
            TokenRequest request, TokenExchangeGrant grant, Client client, RequestedAccess asked);
}
