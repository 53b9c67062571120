package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.ids.IdentityId;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of the stream by which a client hears of signals, OpenID Shared Signals Framework 1.0, or of sign-outs. */
public sealed interface ReceiverEvent extends AdministrationEvent {
    String client();

    @Override
    default String subject() {
        return client();
    }

    /** What was done to it. */
    enum Act {
        CREATED,
        CHANGED,
        ENABLED,
        PAUSED,
        DISABLED,
        DELETED
    }

    /**
     * @param act what was done
     * @param pushedTo the host to which signals are sent; null where they are fetched
     * @param events names of those that it hears of
     * @param by null where nobody did it, but too much waited
     */
    record StreamChanged(
            String client,
            Act act,
            @Nullable String pushedTo,
            List<String> events,
            @Nullable Reason reason,
            @Nullable Actor by)
            implements ReceiverEvent {
        public StreamChanged {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(act, "act is missing");
            events = events == null ? List.of() : List.copyOf(events);
        }
    }

    /**
     * An application could not be told that somebody has signed out, or was: he may be signed in there still.
     *
     * @param pushedTo the host where it is told; null where it isn't any more
     * @param person who; null where several were given up at once
     * @param reason why it is given up
     */
    record LogoutGivenUp(
            String client,
            @Nullable String pushedTo,
            @Nullable IdentityId person,
            Reason reason) implements ReceiverEvent {
        public LogoutGivenUp {
            Objects.requireNonNull(client, "client is missing");
            Objects.requireNonNull(reason, "reason is missing");
        }

        @Override
        public @Nullable Actor by() {
            return null;
        }
    }
}
