package dev.mandate.identity.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.surfaces.SurfaceRules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An issuer as administrators see it.
 *
 * @param jwksUri where its keys are fetched; absent where they are registered, or it signs none
 * @param audience what {@code aud} of its assertions must hold; absent for this service's own
 * @param statusReason why it was stopped; absent while it isn't
 * @param tokensVoidBefore tokens that people got by its assertions before are void; absent if none are
 * @param provider how people sign in by it on a page; absent where they don't
 * @param devices how it says on which device somebody signs in; absent where it doesn't
 * @param surfaces on which its word puts whom it signs in
 * @param stream has under {@code key} its state, as here in this {@code revision}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IssuerView(
        String issuer,
        String subjectClaim,
        @Nullable String jwksUri,
        @Nullable String audience,
        Map<String, String> acrValues,
        ClientState.Status status,
        @Nullable String statusReason,
        @Nullable Instant tokensVoidBefore,
        @Nullable ProviderView provider,
        @Nullable DeviceClaim devices,
        List<SurfaceRules.Rule> surfaces,
        String stream,
        String key,
        long revision) {
    static IssuerView of(IssuerRow row, Site site) {
        var state = row.state();
        return new IssuerView(
                row.issuer,
                row.subjectClaim.text(),
                row.jwksUri,
                row.audience,
                AcrValues.parse(row.acrValues).ours(),
                state.status(),
                state.statusReason(),
                state.tokensVoidBefore(),
                row.terms().map(terms -> ProviderView.of(row, terms, site)).orElse(null),
                row.devices(),
                row.surfaces().rules(),
                ClientState.FAMILY.topic().name(),
                row.issuer,
                row.revision);
    }
}
