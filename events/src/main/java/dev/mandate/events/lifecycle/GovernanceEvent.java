package dev.mandate.events.lifecycle;

import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts on {@code lifecycle.governance.v1}, keyed by {@link #subject()}: who gave and took which access why, and who changed what
 * the catalogue says. Birthrights are no facts of their own: they follow from where somebody works, and {@link AccessState} tells
 * them with the rule.
 */
public sealed interface GovernanceEvent {
    EventFamily<GovernanceEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.LIFECYCLE_GOVERNANCE,
            Map.of(
                    "lifecycle.access.granted.v1", Granted.class,
                    "lifecycle.access.revoked.v1", Revoked.class,
                    "lifecycle.catalog.changed.v1", CatalogChanged.class),
            GovernanceEvent::subject);

    /** Whose access it is, or the key of the catalogue entry. */
    String subject();

    /** Null where nobody did it, but it followed from the clock, or from something else that is on record. */
    @Nullable
    Actor by();

    /** Why, for people, as {@link Reason} has it; null where nobody said. */
    @Nullable
    String reason();

    /**
     * Somebody holds something from now on, or from {@code from} on where that is ahead.
     *
     * @param until first instant at which it no longer counts
     */
    record Granted(
            GrantId grant,
            IdentityId identity,
            Entitlement entitlement,
            Origin origin,
            String reason,
            Instant from,
            Instant until,
            Actor by)
            implements GovernanceEvent {
        public Granted {
            Objects.requireNonNull(grant, "grant is missing");
            Objects.requireNonNull(identity, "identity is missing");
            Objects.requireNonNull(entitlement, "entitlement is missing");
            Objects.requireNonNull(origin, "origin is missing");
            checkReason(Objects.requireNonNull(reason, "reason is missing"));
            Objects.requireNonNull(from, "from is missing");
            Objects.requireNonNull(until, "until is missing");
            Objects.requireNonNull(by, "by is missing");
        }

        @Override
        public String subject() {
            return identity.value();
        }
    }

    /** Why somebody holds something no longer. */
    enum Cause {
        /** Somebody took it back. */
        TAKEN_BACK,
        /** Its time is over. */
        EXPIRED,
        /** The employment in which it was granted is over. */
        EMPLOYMENT_ENDED,
        /** It is no longer in the catalogue. */
        ENTITLEMENT_GONE
    }

    /**
     * Somebody holds something no longer.
     *
     * @param origin of the grant
     * @param by who took it back, and only then
     */
    record Revoked(
            GrantId grant,
            IdentityId identity,
            Entitlement entitlement,
            Origin origin,
            Cause cause,
            @Nullable String reason,
            @Nullable Actor by)
            implements GovernanceEvent {
        public Revoked {
            Objects.requireNonNull(grant, "grant is missing");
            Objects.requireNonNull(identity, "identity is missing");
            Objects.requireNonNull(entitlement, "entitlement is missing");
            Objects.requireNonNull(origin, "origin is missing");
            Objects.requireNonNull(cause, "cause is missing");
            checkReason(reason);
            if (cause == Cause.TAKEN_BACK) {
                Objects.requireNonNull(by, "by is missing");
                Objects.requireNonNull(reason, "reason is missing");
            }
        }

        @Override
        public String subject() {
            return identity.value();
        }
    }

    /** What became of a catalogue entry. */
    enum CatalogChange {
        CREATED,
        CHANGED,
        DELETED
    }

    /**
     * The catalogue says something else.
     *
     * @param entry its key on {@code lifecycle.catalog.v1}, {@code <kind>:<id>}
     * @param revision there, which says what it is now
     * @param members names of what changed of it, at most 20; what they were and are is in the revisions
     * @param imported whether it came with others in one import
     */
    record CatalogChanged(
            String entry,
            long revision,
            CatalogChange change,
            List<String> members,
            boolean imported,
            @Nullable String reason,
            Actor by)
            implements GovernanceEvent {
        private static final int MAX_MEMBERS = 20;

        public CatalogChanged {
            Objects.requireNonNull(entry, "entry is missing");
            if (!entry.matches("[a-z]{1,20}:.{1,120}"))
                throw new IllegalArgumentException("entry must be a key of the catalogue, <kind>:<id>");
            if (revision < 1) throw new IllegalArgumentException("revision starts at 1");
            Objects.requireNonNull(change, "change is missing");
            members = members == null ? List.of() : List.copyOf(members);
            if (members.size() > MAX_MEMBERS)
                throw new IllegalArgumentException("members has more than " + MAX_MEMBERS + " names");
            if (members.stream().anyMatch(name -> name.length() > 100 || !PlainText.is(name)))
                throw new IllegalArgumentException("members must be names of at most 100 characters");
            checkReason(reason);
            Objects.requireNonNull(by, "by is missing");
        }

        @Override
        public String subject() {
            return entry;
        }
    }

    private static void checkReason(@Nullable String reason) {
        if (reason != null && !Reason.is(reason)) throw new IllegalArgumentException(Reason.RULE);
    }
}
