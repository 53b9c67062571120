package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to an issuer whose assertions sign people in. */
public sealed interface IssuerEvent extends AdministrationEvent {
    /** URL, as in {@code iss}. */
    String issuer();

    @Override
    default String subject() {
        return issuer();
    }

    /**
     * It signs people in from now on.
     *
     * @param subjectClaim which claim says who the person is
     * @param audience what {@code aud} must hold; null for this service's own
     * @param acrValues what its own {@code acr} values mean here
     * @param keys SHA-256 thumbprints (RFC 7638) of the keys that it may sign with
     * @param replaced whether it was registered before, in another way
     */
    record Registered(
            String issuer,
            String subjectClaim,
            @Nullable String audience,
            Map<String, String> acrValues,
            List<String> keys,
            boolean replaced,
            Actor by)
            implements IssuerEvent {
        public Registered {
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(subjectClaim, "subjectClaim is missing");
            acrValues = acrValues == null ? Map.of() : acrValues;
            acrValues.forEach((theirs, ours) ->
                    Objects.requireNonNull(ours, () -> "acrValues must not have the null member " + theirs));
            acrValues = Map.copyOf(acrValues);
            keys = keys == null ? List.of() : List.copyOf(keys);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It signs nobody in, and tokens of those whom it has signed in don't count. */
    record Stopped(String issuer, Reason reason, Actor by) implements IssuerEvent {
        public Stopped {
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** It signs people in again; earlier tokens stay void. */
    record Resumed(String issuer, Reason reason, Actor by) implements IssuerEvent {
        public Resumed {
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
