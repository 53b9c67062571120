package dev.mandate.identity.identities;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** That an identity was stopped by hand, which counts beside its status. */
@Embeddable
@SuppressWarnings("NullAway.Init")
class StopPartRow {
    @Column(name = "stopped_reason")
    String reason;

    /** {@code sub} of who has stopped it. */
    @Column(name = "stopped_by")
    @Nullable
    String by;

    /** {@code sub} of somebody else who has stopped it since; of more, the first. */
    @Column(name = "stopped_also_by")
    @Nullable
    String alsoBy;

    static StopPartRow of(Reason reason, Actor by) {
        var row = new StopPartRow();
        row.reason = reason.value();
        row.by = by.subject();
        return row;
    }

    /** Whoever has stopped it before doesn't let it go on alone any more. */
    void also(Actor other) {
        if (alsoBy == null) alsoBy = other.subject();
    }

    Set<String> stoppers() {
        return Stream.of(by, alsoBy).filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }
}
