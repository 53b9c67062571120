package dev.mandate.identity.workloads.bound;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.identity.ClientState;
import dev.mandate.identity.surfaces.SurfaceRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issuer of workloads' tokens as administrators see it.
 *
 * @param keys where its keys are fetched, or the thumbprints (RFC 7638) of those that are registered
 * @param audience all that {@code aud} of its tokens may hold
 * @param reusable whether a token counts until it ends; otherwise once
 * @param surfaces on which its word puts a workload, or a client that it attests
 * @param statusReason why it was stopped; absent while it isn't
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlatformIssuerView(
        String issuer,
        List<String> keys,
        String audience,
        boolean reusable,
        List<SurfaceRules.Rule> surfaces,
        ClientState.Status status,
        @Nullable String statusReason,
        long revision) {
    static PlatformIssuerView of(PlatformIssuerRow row) {
        var issuer = row.issuer();
        return new PlatformIssuerView(
                row.issuer,
                issuer.keys(),
                row.audience,
                row.reusable,
                issuer.surfaces().rules(),
                row.stoppedReason == null ? ClientState.Status.ACTIVE : ClientState.Status.STOPPED,
                row.stoppedReason,
                row.revision);
    }
}
