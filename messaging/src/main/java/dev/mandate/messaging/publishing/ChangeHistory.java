package dev.mandate.messaging.publishing;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The changes of an artifact, and what undoing leads to.
 *
 * @param changes oldest first
 * @param toShipped whether a roll back of the first version leads to what was shipped; else there is nowhere to go
 */
public record ChangeHistory(List<ChangeFacts> changes, boolean toShipped) {
    public ChangeHistory {
        changes = List.copyOf(changes);
    }

    /** @param at since when; null for how it began */
    public record Since(ActiveVersion version, @Nullable Instant at) {}

    public ChangeHistory and(ChangeFacts newest) {
        var all = new ArrayList<>(changes);
        all.add(newest);
        return new ChangeHistory(all, toShipped);
    }

    /** What a roll back leads to: each goes one step further back, as undoing does. Null if there is nothing to undo. */
    public @Nullable ActiveVersion before() {
        var steps = first();
        for (var change : changes) take(steps, change);
        steps.pollLast();
        return steps.peekLast();
    }

    /** Whether this version has been watched, now or at any time. */
    public boolean watched(long version) {
        return changes.stream()
                .anyMatch(change ->
                        change.kind() == ArtifactChange.Kind.WATCH && Objects.equals(change.version(), version));
    }

    /** What counted when, without changes of the shadow: how it began, then each change, also one that changed nothing. */
    public List<Since> activeVersions() {
        var steps = first();
        var activeVersions = new ArrayList<Since>();
        activeVersions.add(new Since(ActiveVersion.SHIPPED, null));
        for (var change : changes) {
            take(steps, change);
            if (change.kind().ofShadow()) continue;
            var last = steps.peekLast();
            var none = change.kind() == ArtifactChange.Kind.DEACTIVATE || last == null;
            activeVersions.add(new Since(none ? ActiveVersion.SHIPPED : last, change.at()));
        }
        return activeVersions;
    }

    private Deque<ActiveVersion> first() {
        var steps = new ArrayDeque<ActiveVersion>();
        if (toShipped) steps.addLast(ActiveVersion.SHIPPED);
        return steps;
    }

    private static void take(Deque<ActiveVersion> steps, ChangeFacts change) {
        switch (change.kind()) {
            case ROLL_BACK -> steps.pollLast();
            case ACTIVATE -> step(steps, new ActiveVersion(change.version(), false));
            case RETIRE -> step(steps, ActiveVersion.RETIRED);
            case DEACTIVATE, WATCH, UNWATCH -> {}
        }
    }

    /** Activating again what was taken out of force in between is no step of its own. */
    private static void step(Deque<ActiveVersion> steps, ActiveVersion current) {
        if (!current.equals(steps.peekLast())) steps.addLast(current);
    }
}
