package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.NewMember;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was done to an issuer whose assertions sign people in, or that signs them in by OpenID Connect. */
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
     * @param keys SHA-256 thumbprints (RFC 7638) of the keys that it may sign assertions with, or the URL at which it publishes them; none for one
     *     that signs none
     * @param replaced whether it was registered before, in another way
     * @param provider how people sign in by it in a browser; null where they don't
     * @param devices by which claim it says on which device somebody signs in, and whose name that is, in words; null where it doesn't
     * @param surfaces on which its word puts whom it signs in, in words; null where on none
     */
    record Registered(
            String issuer,
            String subjectClaim,
            @Nullable String audience,
            Map<String, String> acrValues,
            List<String> keys,
            boolean replaced,
            @Nullable Provider provider,
            @Nullable String devices,
            @JsonView(NewMember.class) @Nullable List<String> surfaces,
            Actor by)
            implements IssuerEvent {
        /** Its word puts nobody on a surface. */
        public Registered(
                String issuer,
                String subjectClaim,
                @Nullable String audience,
                Map<String, String> acrValues,
                List<String> keys,
                boolean replaced,
                @Nullable Provider provider,
                @Nullable String devices,
                Actor by) {
            this(issuer, subjectClaim, audience, acrValues, keys, replaced, provider, devices, null, by);
        }

        public Registered {
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(subjectClaim, "subjectClaim is missing");
            acrValues = acrValues == null ? Map.of() : acrValues;
            acrValues.forEach((theirs, ours) ->
                    Objects.requireNonNull(ours, () -> "acrValues must not have the null member " + theirs));
            acrValues = Map.copyOf(acrValues);
            keys = keys == null ? List.of() : List.copyOf(keys);
            surfaces = surfaces == null || surfaces.isEmpty() ? null : List.copyOf(surfaces);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * What was agreed on with an OpenID provider.
     *
     * @param id of ours
     * @param client whose id we have there
     * @param authentication by which we show there who we are, as in {@code token_endpoint_auth_method}
     * @param mailDomains whose mail addresses it is believed, so that they mean the person who has them here
     * @param mfaMethods which of its {@code amr} stand for two factors
     * @param joining whom it takes in, in words; empty for nobody
     */
    record Provider(
            String id,
            String name,
            String client,
            String authentication,
            List<String> mailDomains,
            List<String> mfaMethods,
            List<String> joining) {
        public Provider {
            Objects.requireNonNull(id, "id is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(authentication, "authentication is missing");
            mailDomains = mailDomains == null ? List.of() : List.copyOf(mailDomains);
            mfaMethods = mfaMethods == null ? List.of() : List.copyOf(mfaMethods);
            joining = joining == null ? List.of() : List.copyOf(joining);
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
