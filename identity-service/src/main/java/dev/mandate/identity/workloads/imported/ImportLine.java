package dev.mandate.identity.workloads.imported;

import dev.mandate.events.identity.WorkloadFacts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of an account in another system.
 *
 * @param number of the line, from 1
 * @param system where it is; with {@code externalId}, its name there, it is told from all others
 * @param environment null where the file doesn't say
 * @param owner a mail address or an identity id; null where nobody is named
 * @param end first instant at which it no longer may act; null for none
 * @param lastUsed null where the file doesn't say
 */
record ImportLine(
        int number,
        String system,
        String externalId,
        String name,
        WorkloadFacts.Kind kind,
        String purpose,
        @Nullable String environment,
        @Nullable String owner,
        @Nullable Instant end,
        @Nullable Instant lastUsed) {}
