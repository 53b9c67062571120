package dev.mandate.console.caps;

import dev.mandate.console.frame.Told;
import dev.mandate.events.identity.DurationWords;
import dev.mandate.events.identity.TaskCapEvent.Of;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long tasks may last at most beside settings, as identity-service has it. */
public interface TaskCaps {
    /** All that is said. */
    Listed list();

    /**
     * Says how long tasks of these last at most, in place of what was said.
     *
     * @param name of an agent or application its name or id; of a role its id; of what agents are {@code SUPERVISED} and so on
     * @param minutes null to say nothing any more
     * @param reason may be empty
     */
    Told say(Of of, String name, @Nullable Integer minutes, String reason);

    /** @param allowed whether he may see any */
    record Listed(List<Cap> caps, boolean allowed) {
        public Listed {
            caps = List.copyOf(caps);
        }
    }

    /**
     * What is said of some.
     *
     * @param id by which it is said again
     * @param shown the name of an agent or application; else as {@code id}
     */
    record Cap(Of of, String id, String shown, Duration lasts) {
        /** Whose tasks, after “Tasks”, without the name. */
        public String whose() {
            return switch (of) {
                case AUTONOMY -> "of agents that are";
                case CLIENT -> "of";
                case ROLE -> "that people give with the role";
            };
        }

        /** Whose else, after the name; empty for nobody's. */
        public String others() {
            return switch (of) {
                case AUTONOMY -> ", or of which no administrator has confirmed what they are,";
                case CLIENT -> "";
                case ROLE -> ", or with one that inherits it,";
            };
        }

        public String name() {
            return of == Of.AUTONOMY ? id.toLowerCase(Locale.ROOT) : shown;
        }

        /** How long, in words. */
        public String longest() {
            return DurationWords.of(lasts);
        }
    }
}
