package dev.mandate.authz.engine.decisions;

import dev.mandate.events.ids.SessionId;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionRisk.Origin;
import dev.mandate.provenance.CallFacts;
import dev.mandate.provenance.CallReader;
import dev.mandate.provenance.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a call names what only strangers' text in other tasks of the same agent or person named. */
final class Elsewhere {
    private Elsewhere() {}

    /**
     * @param known what is known of the call's own; null where there is none
     * @param others in which strangers' text was read
     */
    static boolean namesStranger(
            CallReader reader,
            Tool tool,
            Map<String, Object> arguments,
            @Nullable SessionRisk known,
            List<SessionRisk> others) {
        if (others.isEmpty() || known == null) return false;
        var values = new HashSet<String>();
        for (var its : known.identifiers()) values.add(its.value());
        var more = new ArrayList<>(known.identifiers());
        for (var other : others)
            for (var seen : other.identifiers())
                if (seen.origin() == Origin.UNTRUSTED && values.add(seen.value())) more.add(seen);
        var own = strangers(reader, known, tool, arguments);
        if (more.size() > known.identifiers().size()
                && !own.containsAll(strangers(reader, known.showing(more, known.forgotten()), tool, arguments)))
            return true;
        for (var other : others)
            if (other.forgotten() != null
                    && !own.containsAll(
                            strangers(reader, known.showing(known.identifiers(), other.forgotten()), tool, arguments)))
                return true;
        return false;
    }

    /** What is known of a session, also of one of which nothing was told yet. */
    static @Nullable SessionRisk known(
            @Nullable SessionId id, @Nullable SessionRisk session, Supplier<List<String>> task) {
        if (session != null || id == null) return session;
        return SessionRisk.untouched(id, 1, Instant.EPOCH).inTask(task.get(), null, Set.of());
    }

    /** Whether it names anything that came from elsewhere. */
    static boolean travelled(
            CallReader reader,
            Tool tool,
            Map<String, Object> arguments,
            SessionRisk known,
            Predicate<CallFacts.Destination> fromElsewhere) {
        return reader.read(known, tool.id(), tool.labels(), true, null, arguments, Task.UNKNOWN).destinations().stream()
                .anyMatch(fromElsewhere);
    }

    private static Set<String> strangers(
            CallReader reader, SessionRisk session, Tool tool, Map<String, Object> arguments) {
        return reader.read(session, tool.id(), tool.labels(), true, null, arguments, Task.UNKNOWN).strangers().stream()
                .map(CallFacts.Destination::value)
                .collect(Collectors.toSet());
    }
}
