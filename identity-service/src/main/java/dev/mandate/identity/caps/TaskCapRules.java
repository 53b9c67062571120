package dev.mandate.identity.caps;

import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.AgentFacts;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.TaskCapEvent.Of;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which of what was said holds for a task: the shortest. Pure. */
final class TaskCapRules {
    private TaskCapRules() {}

    /**
     * Empty where none holds.
     *
     * @param agent that gets it; empty for one that is made with it, of which nobody has confirmed anything
     * @param clients the agent's id, and by which client it is given
     * @param roles that who gives it holds, himself or by one that inherits them; empty where that isn't known, so that he may hold any
     */
    static Optional<TaskCap> shortest(
            List<TaskCap> caps, Optional<IdentityState> agent, Set<String> clients, Optional<Set<String>> roles) {
        var autonomy = agent.map(TaskCapRules::confirmed).orElse(null);
        return caps.stream()
                .filter(cap -> switch (cap.of()) {
                    // What nobody has confirmed may be any, so that whoever answers for an agent doesn't choose how
                    // long its tasks last.
                    case AUTONOMY -> autonomy == null || autonomy.name().equals(cap.name());
                    case CLIENT -> clients.contains(cap.name());
                    case ROLE -> roles.isEmpty() || roles.get().contains(cap.name());
                })
                .min(Comparator.comparing(TaskCap::longest).thenComparing(TaskCap::of));
    }

    private static @Nullable Autonomy confirmed(IdentityState agent) {
        return Optional.ofNullable(agent.agent())
                .filter(AgentFacts::confirmed)
                .map(AgentFacts::described)
                .map(AgentDescription::autonomy)
                .orElse(null);
    }

    /** @throws IllegalArgumentException if no task could be of it */
    static void check(Of of, String name) {
        if (of == Of.AUTONOMY) Autonomy.valueOf(name);
    }
}
