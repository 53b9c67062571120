package dev.mandate.messaging.publishing;

import dev.mandate.events.administration.Actor;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is particular to the versions of one kind of artifact.
 *
 * @param <D> what was handed in, once it was found good
 */
public interface PublicationRules<A extends ArtifactRow, V extends VersionRow, D> {
    /** Its artifact, locked, and made if nobody has yet. */
    Uni<Result<A, Refusal>> artifact(D candidate);

    /**
     * The version that has this content already, and stays it.
     *
     * @param versions newest first
     */
    Optional<V> same(D candidate, List<V> versions);

    /** A new row with its content; number, author, comment and time are not for it to say. */
    V version(D candidate);

    /** A row with its texts, where those are apart; null where they aren't. */
    default @Nullable Object texts(D candidate, V version) {
        return null;
    }

    /** That it was published. */
    Facts<?> published(V version, Actor by);

    /** As lists of versions name who published. */
    default String author(Actor by) {
        return by.acting();
    }
}
