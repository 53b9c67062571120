package dev.mandate.identity.http;

import dev.mandate.events.identity.Validity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When an agent or workload may act from now on, instead of what counted before: null, or left out, is for no bound. */
public record NewValidity(
        @Nullable Instant validFrom, @Nullable Instant validUntil) {
    /** Whoever ends something at once names the present time by a clock of his own. */
    private static final Duration JUST_NOW = Duration.ofMinutes(5);

    /** Of what is registered now. Null for always. */
    public @Nullable Validity begun(Instant now) {
        if (validUntil != null && !validUntil.isAfter(now))
            throw Field.at("/validUntil").problem("Name an end that is still ahead, or none");
        return checked();
    }

    /** Of what is there; an end just now ends it at once. Null for always. */
    public @Nullable Validity changed(Instant now) {
        if (validUntil != null && validUntil.isBefore(now.minus(JUST_NOW)))
            throw Field.at("/validUntil")
                    .problem("Name an end that is still ahead, or the present time to end it at once");
        return checked();
    }

    private @Nullable Validity checked() {
        if (validFrom == null && validUntil == null) return null;
        return Field.at("/validUntil").parsed(this, it -> new Validity(it.validFrom, it.validUntil));
    }
}
