package dev.mandate.lifecycle.workers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.digests.Sha256;
import dev.mandate.events.hr.HrEvent;
import dev.mandate.events.hr.WorkerAttributes;
import dev.mandate.events.ids.IdentityId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One event of HR with what identifies it, (source, id). Instants are kept in microseconds, as the database does. */
record HrFact(String source, String id, HrEvent event) implements Comparable<HrFact> {
    private static final String IDENTITY_SERVICE = "urn:mandate:identity:";
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    Position position() {
        return new Position(effectiveAt(), event.sequence(), source, id);
    }

    /** The database keeps no NUL in text. */
    boolean writable() {
        var attributes = attributes();
        return (source + id).indexOf('\0') < 0
                && (attributes == null || attributes.toString().indexOf('\0') < 0);
    }

    /** Beyond these years the database and the contracts write an instant differently. */
    boolean datable() {
        return !event.effectiveAt().isBefore(EARLIEST) && event.effectiveAt().isBefore(LATEST);
    }

    Instant effectiveAt() {
        return event.effectiveAt().truncatedTo(ChronoUnit.MICROS);
    }

    /** Joined, Moved and Rehired carry the attributes as they are from then on. */
    @Nullable
    WorkerAttributes attributes() {
        if (event instanceof HrEvent.Joined joined) return joined.attributes();
        if (event instanceof HrEvent.Moved moved) return moved.attributes();
        if (event instanceof HrEvent.Rehired rehired) return rehired.attributes();
        return null;
    }

    /** Whether it says that an employment starts. */
    boolean starts() {
        return event instanceof HrEvent.Joined || event instanceof HrEvent.Rehired;
    }

    /** The id that a joiner brings; null for whoever is given one here. */
    @Nullable
    IdentityId identity() {
        return event instanceof HrEvent.Joined joined ? joined.identity() : null;
    }

    /**
     * Only identity-service, by whom people come who have an id already, may bring one: an HR system could use another's again. It alone says
     * that a directory adopts somebody, since it knows whom that one's rule lets it.
     */
    boolean ofIdentityService() {
        return source.startsWith(IDENTITY_SERVICE);
    }

    /** Said by a directory of somebody whom his own HR system has already: whether he works here, and nothing else of him. */
    boolean ofAdopter() {
        return event instanceof HrEvent.Adopted
                || event instanceof HrEvent.Deprovisioned
                || event instanceof HrEvent.Released;
    }

    boolean departs() {
        return departs(event);
    }

    /** Somebody says that he doesn't work here any more. */
    static boolean departs(HrEvent event) {
        return event instanceof HrEvent.Left || event instanceof HrEvent.Deprovisioned;
    }

    String type() {
        return HrEvent.FAMILY.typeOf(event);
    }

    /** SHA-256 over type and content: a repetition of (source, id) with another hash is a conflict, not a duplicate. */
    String hash() {
        try {
            return Sha256.of(type().getBytes(UTF_8), EventJson.mapper().writeValueAsBytes(event))
                    .hex();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int compareTo(HrFact other) {
        return position().compareTo(other.position());
    }
}
