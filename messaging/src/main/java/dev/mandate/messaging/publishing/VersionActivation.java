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
    public Uni<Result<Changed<A, V>, Refusal>> change(String named, Change change, Actor by) {
        return Panache.withTransaction(() -> rules.artifact(named).chain(artifact -> {
            if (artifact == null)
                return Result.nowRefused(Refusal.unknown("Publish a version of " + named + " first; there is none"));
            return store.versions(artifact.id())
                    .chain(versions -> store.changes(artifact.id())
                            .chain(changes -> planned(artifact, versions, changes, change, by)
                                    .chain(this::make)));
        }));
    }

    private Result<Proposal<A, V>, Refusal> planned(
            A artifact, List<V> versions, List<ChangeFacts> changes, Change change, Actor by) {
        var history = new ChangeHistory(changes, rules.rollsBackToShipped());
        return ChangePlan.of(
                        change,
                        artifact.name(),
                        artifact.standing(),
                        artifact.shadow(),
                        number -> versions.stream().anyMatch(row -> Objects.equals(row.version(), number)),
                        history)
                .map(plan -> new Proposal<>(artifact, versions, history, plan, by));
    }

    private Uni<Result<Changed<A, V>, Refusal>> make(Proposal<A, V> proposal) {
        return rules.against(proposal).chain(against -> {
            if (against.isPresent()) return Result.nowRefused(against.get());
            var changed = new Changed<>(proposal.artifact(), proposal.versions());
            return proposal.plan().changesNothing()
                    ? Result.nowDone(changed)
                    : write(proposal).replaceWith(() -> Result.done(changed));
        });
    }

    private Uni<Void> write(Proposal<A, V> proposal) {
        proposal.artifact().become(proposal.plan());
        var row = rows.get();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        row.record(proposal.artifact(), proposal.plan(), rules.author(proposal.by()), now);
        return store.add(List.of(row))
                .chain(() -> rules.changed(proposal, row.facts()))
                .chain(facts -> facts.publish(outbox));
    }
}
