package dev.mandate.messaging.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Makes versions count, or be watched, wherever they are followed: by the outbox, in one transaction with the rows. */
public final class VersionActivation<A extends ArtifactRow, V extends VersionRow, C extends ChangeRow> {
    private final ArtifactStore<A, V, C> store;
    private final Supplier<C> rows;
    private final ActivationRules<A, V> rules;
    private final Outbox outbox;
    private final InstantSource clock;

    /** @param rows makes an empty one */
    public VersionActivation(
            ArtifactStore<A, V, C> store,
            Supplier<C> rows,
            ActivationRules<A, V> rules,
            Outbox outbox,
            InstantSource clock) {
        this.store = store;
        this.rows = rows;
        this.rules = rules;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param versions newest first */
    public record Changed<A extends ArtifactRow, V extends VersionRow>(A artifact, List<V> versions) {}

    /** Done without a new revision where it is so already. */
    public Uni<Result<Changed<A, V>, Refusal>> change(String named, ArtifactChange change, Actor by) {
        return Panache.withTransaction(() -> plan(named, change, by).chain(planned -> planned.chain(this::make)));
    }

    /** What a change would do, where nothing speaks against it; until the transaction ends nobody else changes the artifact. */
    Uni<Result<PlannedChange<A, V>, Refusal>> plan(String named, ArtifactChange change, Actor by) {
        return rules.artifact(named).chain(artifact -> {
            if (artifact == null)
                return Result.nowRefused(Refusal.unknown("Publish a version of " + named + " first; there is none"));
            return store.versions(artifact.id())
                    .chain(versions -> store.changes(artifact.id())
                            .chain(changes -> planned(artifact, versions, changes, change, by)
                                    .chain(planned ->
                                            rules.against(planned).map(against -> Result.unless(against, planned)))));
        });
    }

    Uni<List<String>> touches(PlannedChange<A, V> planned) {
        return rules.touches(planned);
    }

    private Result<PlannedChange<A, V>, Refusal> planned(
            A artifact, List<V> versions, List<ChangeFacts> changes, ArtifactChange change, Actor by) {
        var history = new ChangeHistory(changes, rules.rollsBackToShipped());
        return ChangePlan.of(
                        change,
                        artifact.name(),
                        artifact.activeVersion(),
                        artifact.shadow(),
                        number -> versions.stream().anyMatch(row -> Objects.equals(row.version(), number)),
                        history)
                .map(plan -> new PlannedChange<>(artifact, versions, history, plan, by));
    }

    /** In the transaction in which it was planned. */
    Uni<Result<Changed<A, V>, Refusal>> make(PlannedChange<A, V> planned) {
        var changed = new Changed<>(planned.artifact(), planned.versions());
        return planned.plan().changesNothing()
                ? Result.nowDone(changed)
                : write(planned).replaceWith(() -> Result.done(changed));
    }

    private Uni<Void> write(PlannedChange<A, V> planned) {
        planned.artifact().become(planned.plan());
        var row = rows.get();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.record(planned.artifact(), planned.plan(), rules.author(planned.by()), now);
        return store.add(List.of(row))
                .chain(() -> rules.changed(planned, row.facts()))
                .chain(facts -> facts.publish(outbox));
    }
}
