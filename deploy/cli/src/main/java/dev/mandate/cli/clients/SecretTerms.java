package dev.mandate.cli.clients;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What identity-service is told of a secret or token of a client's that somebody makes or ends. */
final class SecretTerms {
    private SecretTerms() {}

    /** @param days for how many; null for as many as there may be */
    static Map<String, Object> ofNext(@Nullable Integer days, @Nullable String reason) {
        var terms = new HashMap<>(ofEnd(reason));
        if (days != null)
            terms.put("endsAt", Instant.now().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS));
        return terms;
    }

    static Map<String, Object> ofEnd(@Nullable String reason) {
        return reason == null ? Map.of() : Map.of("reason", reason);
    }
}
