package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of the stream by which a client hears of signals, OpenID Shared Signals Framework 1.0. */
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
}
