package dev.mandate.events.identity;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How long tasks of some may last at most was said, or that nothing is said of it any more. */
public sealed interface TaskCapEvent extends AdministrationEvent {
    /** Of which tasks it is. */
    enum Of {
        /** Of agents that go so far on their own: {@link AgentDescription.Autonomy}. */
        AUTONOMY,
        /** Of an agent, or that are given by a client: its id. */
        CLIENT,
        /** That somebody gives who holds a role: its id in the catalogue. */
        ROLE
    }

    /**
     * @param name of what they are, by its kind
     * @param longest how long they last at most from now on, in whole seconds; null where nothing is said any more
     * @param before what was said, in whole seconds; null where nothing was
     */
    record Changed(
            Of of,
            String name,
            @Nullable Long longest,
            @Nullable Long before,
            @Nullable Reason reason,
            Actor by) implements TaskCapEvent {
        public Changed {
            Objects.requireNonNull(of, "of is missing");
            Objects.requireNonNull(name, "name is missing");
            Objects.requireNonNull(by, "by is missing");
        }

        @Override
        public String subject() {
            return "task-cap:" + of + ":" + name;
        }
    }
}
