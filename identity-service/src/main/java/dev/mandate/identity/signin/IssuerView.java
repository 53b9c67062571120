package dev.mandate.identity.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.identity.ClientState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An issuer as administrators see it.
 *
 * @param audience what {@code aud} of its assertions must hold; absent for this service's own
 * @param statusReason why it was stopped; absent while it isn't
 * @param tokensVoidBefore tokens that people got by its assertions before are void; absent if none are
 * @param stream has under {@code key} its state, as here in this {@code revision}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IssuerView(
        String issuer,
        String subjectClaim,
        @Nullable String audience,
        Map<String, String> acrValues,
        ClientState.Status status,
        @Nullable String statusReason,
        @Nullable Instant tokensVoidBefore,
        String stream,
        String key,
        long revision) {
    static IssuerView of(IssuerRow row) {
        var state = row.state();
        return new IssuerView(
                row.issuer,
                row.subjectClaim.text(),
                row.audience,
                AcrValues.parse(row.acrValues).ours(),
                state.status(),
                state.statusReason(),
                state.tokensVoidBefore(),
                ClientState.FAMILY.topic().name(),
                row.issuer,
                row.revision);
    }
}
