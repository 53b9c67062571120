package dev.mandate.authz.engine.decisions;

import com.google.common.base.Suppliers;
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
final class CrossTaskTaint {
    private CrossTaskTaint() {}

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
        var own = Suppliers.memoize(() -> strangers(reader, known, tool, arguments));
        if (more.size() > known.identifiers().size()
                && beyond(own, strangers(reader, known.showing(more, known.forgotten()), tool, arguments))) return true;
        for (var other : others)
            if (other.forgotten() != null
                    && beyond(
                            own,
                            strangers(reader, known.showing(known.identifiers(), other.forgotten()), tool, arguments)))
                return true;
        return false;
    }

    /** Its own are asked for only where it names any: each look goes through all arguments. */
    private static boolean beyond(Supplier<Set<String>> own, Set<String> strangers) {
        return !strangers.isEmpty() && !own.get().containsAll(strangers);
    }

    /** What is known of a session, also of one of which nothing was told yet. */
    static @Nullable SessionRisk known(
            @Nullable SessionId id, @Nullable SessionRisk session, Supplier<List<String>> task) {
        if (session != null || id == null) return session;
        return SessionRisk.untouched(id, 1, Instant.EPOCH).inTask(task.get(), null, Set.of());
    }

    /**
     * Whether it names anything that came from elsewhere.
     *
     * @param facts of the call; it is read again only where nothing was told of its session
     * @param known what is known of its session, as above
     */
    static boolean travelled(
            CallReader reader,
            Tool tool,
            Map<String, Object> arguments,
            CallFacts facts,
            SessionRisk known,
            Predicate<CallFacts.Destination> fromElsewhere) {
        var its = facts.session() == null ? read(reader, known, tool, arguments) : facts;
        return its.destinations().stream().anyMatch(fromElsewhere);
    }

    private static Set<String> strangers(
            CallReader reader, SessionRisk session, Tool tool, Map<String, Object> arguments) {
        return read(reader, session, tool, arguments).strangers().stream()
                .map(CallFacts.Destination::value)
                .collect(Collectors.toSet());
    }

    private static CallFacts read(CallReader reader, SessionRisk session, Tool tool, Map<String, Object> arguments) {
        return reader.read(session, tool.id(), tool, arguments, Task.UNKNOWN);
    }
}
