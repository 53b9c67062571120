package dev.mandate.messaging.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps a candidate as the next version of its artifact; who did so is on record with the rows, by the outbox. */
public final class VersionPublication<A extends ArtifactRow, V extends VersionRow, D> {
    /** Characters, so that the record of a publication stays small. */
    public static final int LONGEST_COMMENT = 2_000;

    private final ArtifactStore<A, V, ?> store;
    private final PublicationRules<A, V, D> rules;
    private final Outbox outbox;
    private final InstantSource clock;

    public VersionPublication(
            ArtifactStore<A, V, ?> store, PublicationRules<A, V, D> rules, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.rules = rules;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param added false where a version already has the same content, and stays it */
    public record Kept<V extends VersionRow>(V version, boolean added) {}

    /** It doesn't count by that. */
    public Uni<Result<Kept<V>, Refusal>> keep(D candidate, @Nullable String comment, Actor by) {
        if (comment != null && comment.length() > LONGEST_COMMENT)
            return Result.nowRefused(
                    Refusal.invalid("Shorten the comment to " + LONGEST_COMMENT + " characters", List.of()));
        return Panache.withTransaction(() -> rules.artifact(candidate)
                .chain(found -> found.chain(artifact -> store.versions(artifact.id())
                        .chain(versions -> rules.same(candidate, versions)
                                .map(same -> Result.<Kept<V>, Refusal>nowDone(new Kept<>(same, false)))
                                .orElseGet(() -> add(candidate, artifact, versions, comment, by))))));
    }

    private Uni<Result<Kept<V>, Refusal>> add(
            D candidate, A artifact, List<V> versions, @Nullable String comment, Actor by) {
        var version = rules.version(candidate);
        var number = versions.isEmpty() ? 1 : versions.get(0).version() + 1;
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        version.publish(artifact.id(), number, rules.author(by), comment, now);
        var rows = new ArrayList<Object>(List.of(version));
        var texts = rules.texts(candidate, version);
        if (texts != null) rows.add(texts);
        return store.add(rows)
                .chain(() -> rules.published(version, by).publish(outbox))
                .replaceWith(() -> Result.done(new Kept<>(version, true)));
    }
}
