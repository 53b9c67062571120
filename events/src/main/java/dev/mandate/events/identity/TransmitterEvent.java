package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonView;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.NewMember;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Of those whose signals are heard here (RFC 8935, OpenID CAEP), and what they said. */
public sealed interface TransmitterEvent extends AdministrationEvent {
    /** URL, as in {@code iss}. */
    String issuer();

    @Override
    default String subject() {
        return issuer();
    }

    /**
     * Its signals are heard from now on.
     *
     * @param keys thumbprints of its public keys (RFC 7638, SHA-256), or the one address where it publishes them
     * @param events names of those that it may send
     * @param domains of the addresses of people of whom it may speak
     * @param replaced whether it was before, in another way
     * @param asked the address where it is asked for them; null for one that pushes them
     */
    record Trusted(
            String issuer,
            List<String> keys,
            List<String> events,
            List<String> domains,
            boolean replaced,
            @JsonView(NewMember.class) @Nullable String asked,
            Actor by)
            implements TransmitterEvent {
        public Trusted {
            Objects.requireNonNull(issuer, "issuer is missing");
            keys = keys == null ? List.of() : List.copyOf(keys);
            events = events == null ? List.of() : List.copyOf(events);
            domains = domains == null ? List.of() : List.copyOf(domains);
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /** Its signals are not heard any more. */
    record Stopped(String issuer, Reason reason, Actor by) implements TransmitterEvent {
        public Stopped {
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(reason, "reason is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }

    /**
     * It said something of a person, which took effect.
     *
     * @param event name of the signal, such as {@code device-compliance-change}
     * @param effect what became of it here, in words
     */
    record Heard(String issuer, IdentityId person, String event, String effect, Actor by) implements TransmitterEvent {
        public Heard {
            Objects.requireNonNull(issuer, "issuer is missing");
            Objects.requireNonNull(person, "person is missing");
            Objects.requireNonNull(event, "event is missing");
            Objects.requireNonNull(effect, "effect is missing");
            Objects.requireNonNull(by, "by is missing");
        }
    }
}
