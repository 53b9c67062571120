package dev.mandate.identity.uses;

import static java.util.stream.Collectors.groupingBy;

import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.IdentityId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/** What tasks really used of what they were given. Nothing is decided by it. Every method needs a transaction. */
@ApplicationScoped
public class TaskUses {
    /** So many of an agent's tasks for a person are told of, the latest in which it did anything. */
    private static final int LOOKED_AT = 12;

    /** So many are kept of each, beside what came since the last sweep. */
    private static final int KEPT = 50;

    private final TaskUseStore store;
    private final ToolUses days;
    private final UsesReading reading;
    private final InstantSource clock;

    TaskUses(TaskUseStore store, ToolUses days, UsesReading reading, InstantSource clock) {
        this.store = store;
        this.days = days;
        this.reading = reading;
        this.clock = clock;
    }

    /** A person has given a task. */
    public Uni<Void> begun(DelegationState root) {
        return store.persist(TaskUseRow.of(root)).replaceWithVoid();
    }

    /** What the agent used for the person before. */
    public Uni<PastUses> of(IdentityId person, IdentityId agent) {
        return days.of(person, agent)
                .chain(known -> store.latest(person.value(), agent.value(), since(), KEPT)
                        .map(rows -> new PastUses(known, told(rows), reading.isLate(clock.instant()))));
    }

    /** One in which nothing was called says nothing of what it needed: it may have just begun. */
    private static List<TaskUse> told(List<TaskUseRow> rows) {
        return rows.stream()
                .map(TaskUseRow::use)
                .filter(use -> use.tools().values().stream().anyMatch(tool -> tool.calls() > 0))
                .limit(LOOKED_AT)
                .toList();
    }

    /** Calls of tasks that nobody gave here, or that are forgotten, are passed over. */
    Uni<Void> count(Collection<CalledTool> calls) {
        var bySession = calls.stream().collect(groupingBy(CalledTool::session));
        return store.locked(bySession.keySet())
                .invoke(rows -> rows.forEach(row -> row.count(bySession.getOrDefault(row.sessionId, List.of()))))
                .replaceWithVoid();
    }

    Uni<Void> forget() {
        return store.forget(KEPT, since());
    }

    private Instant since() {
        return clock.instant().minus(Duration.ofDays(ToolUses.DAYS));
    }
}
