package dev.mandate.identity.http;

import dev.mandate.events.identity.Validity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an agent or workload may act from now on. Null is for no bound. */
public record NewValidity(
        @Nullable Instant validFrom, @Nullable Instant validUntil) {
    /** Null for always. */
    public @Nullable Validity checked() {
        if (validFrom == null && validUntil == null) return null;
        return Field.at("/validUntil").parsed(this, it -> new Validity(it.validFrom, it.validUntil));
    }
}
