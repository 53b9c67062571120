package dev.mandate.identity.caps;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.TaskCapEvent.Of;
import java.time.Duration;

/**
 * How long some tasks may last at most.
 *
 * @param name of what they are, by its kind
 */
public record TaskCap(Of of, String name, Duration longest) {
    /** Whose tasks these are, after “tasks”. */
    public String whose() {
        return switch (of) {
            case AUTONOMY -> "of agents that are " + name + " or of which no administrator has confirmed what they are";
            case CLIENT -> "of this agent or client";
            case ROLE ->
                "that people give with the role " + PlainText.quoted(name)
                        + " or one that inherits it, or of whose roles not all is known now";
        };
    }
}
