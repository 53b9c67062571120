package dev.mandate.identity.federation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account of a person at a provider.
 *
 * @param id {@code lnk_…}
 * @param shownAs what he is called there; may be empty
 * @param lastUsedAt null before its first use
 */
public record LinkedAccount(
        String id,
        String issuer,
        String shownAs,
        Instant linkedAt,
        @Nullable Instant lastUsedAt) {
    static LinkedAccount of(LinkedAccountRow row) {
        return new LinkedAccount(row.id, row.issuer, row.shownAs, row.linkedAt, row.lastUsedAt);
    }
}
