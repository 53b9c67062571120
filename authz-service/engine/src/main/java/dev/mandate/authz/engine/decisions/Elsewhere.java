package dev.mandate.authz.engine.decisions;

import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.provenance.CallFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a call names what only strangers' text in other tasks of the same agent or person named. */
final class Elsewhere {
    private Elsewhere() {}

    /**
     * @param session what is known of the call's own; null for one of which nothing was told yet
     * @param task identifiers that it names, for such a one, as states have them
     * @param others in which strangers' text was read
     */
    static boolean namesStranger(
            Tool tool,
            Map<String, Object> arguments,
            @Nullable SessionId id,
            @Nullable SessionRisk session,
            Supplier<List<String>> task,
            List<SessionRisk> others) {
        if (others.isEmpty() || id == null || !CallFacts.consequential(tool.labels(), true)) return false;
        var known = session == null
                ? SessionRisk.untouched(id, 1, Instant.EPOCH).inTask(task.get(), null, Set.of())
                : session;
        var values = new HashSet<String>();
        for (var its : known.identifiers()) values.add(its.value());
        var more = new ArrayList<>(known.identifiers());
        for (var other : others)
            for (var seen : other.identifiers())
                if (seen.origin() == Origin.UNTRUSTED && values.add(seen.value())) more.add(seen);
        var own = strangers(known, tool, arguments);
        if (more.size() > known.identifiers().size()
                && !own.containsAll(strangers(known.showing(more, known.forgotten()), tool, arguments))) return true;
        for (var other : others)
            if (other.forgotten() != null
                    && !own.containsAll(
                            strangers(known.showing(known.identifiers(), other.forgotten()), tool, arguments)))
                return true;
        return false;
    }

    private static Set<String> strangers(SessionRisk session, Tool tool, Map<String, Object> arguments) {
        return CallFacts.of(session, tool.id(), tool.labels(), true, arguments).strangers().stream()
                .map(CallFacts.Destination::value)
                .collect(Collectors.toSet());
    }
}
