package dev.mandate.audit.engine.sigma.correlation.types;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** An event as rules see it: an identity, an instant and fields by dotted name, read in place without a copy. */
public interface EventFields {
    /**
     * The same for every delivery of the same event: it is what makes a redelivery change nothing. At most 128
     * characters; a longer one is replaced by its digest, in matches too.
     */
    String id();

    /**
     * When it happened. A source whose clock is not trusted should be clamped by the caller (to the instant at which
     * the broker appended the record, say): a far future instant makes the group's open sequences age.
     */
    Instant at();

    /**
     * The values of a field such as {@code tool.labels}: each a {@link String}, {@link Number} or {@link Boolean}.
     * Empty if the event has no such field.
     */
    List<?> values(String field);

    /** The values of all its fields, in which keywords are looked for. */
    Collection<? extends List<?>> everything();

    /** False for an event that may begin and complete sequences and take none back: who tells of it isn't believed that far. */
    default boolean mayCancel() {
        return true;
    }
}
