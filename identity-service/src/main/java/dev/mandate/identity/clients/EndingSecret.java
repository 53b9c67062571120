package dev.mandate.identity.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret that counts, whose it is, and nothing of itself.
 *
 * @param secret its id
 * @param use what it opens: the token endpoint, or {@code /scim/v2}
 * @param client id of the client, agent or workload
 * @param name what that one is called
 * @param owner who answers for it; absent for a client, and where nobody does
 * @param ownerName what he is called
 * @param configured the operator's configuration has it, and running with that lengthens it
 * @param soon within what {@code mandate.ending-credential-notice} says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndingSecret(
        String secret,
        TimedSecretUse use,
        String client,
        String name,
        @Nullable String owner,
        @Nullable String ownerName,
        boolean configured,
        Instant madeAt,
        Instant endsAt,
        boolean soon) {
    EndingSecret soon(Instant before) {
        return new EndingSecret(
                secret, use, client, name, owner, ownerName, configured, madeAt, endsAt, !endsAt.isAfter(before));
    }

    /** Lists go by their end, and those that end at once by their id. */
    String cursor() {
        return endsAt + " " + secret;
    }
}
