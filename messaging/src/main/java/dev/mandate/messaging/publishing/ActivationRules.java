package dev.mandate.messaging.publishing;

import dev.mandate.events.administration.Actor;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is particular to changing what counts of one kind of artifact. */
public interface ActivationRules<A extends ArtifactRow, V extends VersionRow> {
    /** By the name that the caller knows it by, locked; null if there is nothing to change. */
    Uni<@Nullable A> artifact(String named);

    /** Whether a roll back may lead to what was shipped. */
    boolean rollsBackToShipped();

    /** What speaks against it. Asked before anything is written, also of a change that changes nothing. */
    default Uni<Optional<Refusal>> against(PlannedChange<A, V> planned) {
        return Uni.createFrom().item(Optional.empty());
    }

    /** Whom it reaches, and how; one line each. */
    Uni<List<String>> touches(PlannedChange<A, V> planned);

    /** That it was done; the artifact is as it has become. */
    Uni<? extends Facts<?>> changed(PlannedChange<A, V> planned, ChangeFacts change);

    /** As lists of changes name who made them. */
    default String author(Actor by) {
        return by.acting();
    }
}
