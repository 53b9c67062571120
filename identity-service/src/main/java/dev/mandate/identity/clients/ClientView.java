package dev.mandate.identity.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.identity.ClientState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as administrators see it; nothing of its secret.
 *
 * @param scopes the most that its tokens have
 * @param authentication {@code client_secret_basic} or {@code private_key_jwt}
 * @param statusReason why it was stopped; absent while it isn't
 * @param tokensVoidBefore tokens that it got before are void; absent if none are
 * @param previousSecretUntil until when the secret before still counts; absent if none does
 * @param stream has under {@code key} its state, as here in this {@code revision}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClientView(
        String client,
        String name,
        List<String> scopes,
        String authentication,
        ClientState.Status status,
        @Nullable String statusReason,
        @Nullable Instant tokensVoidBefore,
        @Nullable Instant previousSecretUntil,
        Instant createdAt,
        String stream,
        String key,
        long revision) {
    static ClientView of(ClientRow row) {
        var state = row.state();
        return new ClientView(
                row.id,
                row.name,
                List.copyOf(Scopes.parse(row.scopes)),
                row.secretHash == null ? "private_key_jwt" : "client_secret_basic",
                state.status(),
                state.statusReason(),
                state.tokensVoidBefore(),
                row.previousSecretUntil,
                row.createdAt,
                ClientState.FAMILY.topic().name(),
                row.id,
                row.revision);
    }
}
