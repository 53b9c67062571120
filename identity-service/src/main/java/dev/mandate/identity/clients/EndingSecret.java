package dev.mandate.identity.clients;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.messaging.paging.PageRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
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

    /**
     * Where a list goes on: lists go by the end, and of those that end at once by the id.
     *
     * @param secret its id
     */
    record Place(Instant endsAt, String secret) {
        /** Years of which every database knows. */
        private static final Pattern CURSOR = Pattern.compile("(\\d{4}-\\S+) (\\S+)");

        /** @throws IllegalArgumentException if {@link EndingSecret#cursor} doesn't write so */
        static Place parse(String cursor) {
            var parts = CURSOR.matcher(cursor);
            try {
                if (parts.matches()) return new Place(Instant.parse(parts.group(1)), parts.group(2));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(PageRequest.WHAT_A_CURSOR_IS, e);
            }
            throw new IllegalArgumentException(PageRequest.WHAT_A_CURSOR_IS);
        }
    }

    String cursor() {
        return endsAt + " " + secret;
    }
}
