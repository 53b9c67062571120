package dev.mandate.identity.tokens;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.mandate.identity.clients.Client;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** What one grant type gives; the token endpoint finds it by its type. Issues in the endpoint's transaction, if there is one. */
public interface GrantHandler {
    GrantType type();

    /** False for a grant that proves by itself who asks. */
    default boolean needsClient() {
        return true;
    }

    /** Whether it writes nothing and uses nothing up, so that it needs no transaction where the client's way to show who it is needs none. */
    default boolean onlyReads() {
        return false;
    }

    /** What others are asked for first, in which no transaction waits for them. */
    default Uni<Void> prepare(TokenRequest request) {
        return Uni.createFrom().voidItem();
    }

    /**
     * @param asked scopes and audience, as far as they were named
     * @param client who asks, as it proved; there wherever it is needed
     * @return what is refused leaves nothing written, unless the refusal is to be kept
     */
    Uni<Result<Issue, TokenRefusal>> issue(TokenRequest request, Optional<Client> client, RequestedAccess asked);
}
