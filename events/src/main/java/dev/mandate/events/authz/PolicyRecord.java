package dev.mandate.events.authz;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.StateRecord;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * State on {@code authz.policies.v1}: which version of a policy set is in force, keyed {@code <set>}, and the policies of that
 * version in parts, keyed {@code <set>/<version>/<part>}. The parts of a version are on the topic before what names it, and go
 * after nothing names it any more. That a version was published, keyed {@code <set>/<version>}, is said once and stays.
 */
public sealed interface PolicyRecord extends StateRecord {
    EventFamily<PolicyRecord> FAMILY = new EventFamily<>(
            TopicCatalogue.AUTHZ_POLICIES,
            Map.of(
                    "authz.policy.part.v1",
                    Part.class,
                    "authz.policy.published.v1",
                    Published.class,
                    "authz.policy.activation.v1",
                    Activation.class),
            PolicyRecord::key);

    /** Lower case letters, digits and hyphens, a letter first, at most 40. */
    Pattern SET = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** Characters of {@link Part#text} at most, so that a part stays under 512 KiB whatever they are. */
    int PART_LENGTH = 120_000;

    String set();

    @JsonIgnore
    String key();

    /**
     * A piece of the version's policies in Cedar's JSON form: the texts of all parts in order are one JSON document.
     *
     * @param number from 0
     */
    record Part(String set, long version, int number, long revision, boolean deleted, String text)
            implements PolicyRecord {
        public Part {
            requireSet(set);
            if (version < 1) throw new IllegalArgumentException("version must be at least 1");
            if (number < 0) throw new IllegalArgumentException("number must be at least 0");
            Objects.requireNonNull(text, "text is missing");
            if (text.length() > PART_LENGTH)
                throw new IllegalArgumentException("text must have at most " + PART_LENGTH + " characters");
        }

        @Override
        public String key() {
            return set + "/" + version + "/" + number;
        }
    }

    /**
     * A version was published. Nothing is in force by that, and whoever decides has no use for it.
     *
     * @param revision 1, since a version never changes
     * @param digest of what was submitted, as {@code GET /policies/{set}} shows it
     * @param policies how many it has
     * @param tests how many it brought; all passed
     * @param by who published it
     */
    record Published(
            String set,
            long version,
            long revision,
            boolean deleted,
            String digest,
            int policies,
            int tests,
            @Nullable String comment,
            Instant at,
            Actor by)
            implements PolicyRecord {
        public Published {
            requireSet(set);
            if (version < 1) throw new IllegalArgumentException("version must be at least 1");
            Objects.requireNonNull(digest, "digest is missing");
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(by, "by is missing");
        }

        @Override
        public String key() {
            return set + "/" + version;
        }
    }

    /** What was done to a set. */
    enum PolicySetChange {
        ACTIVATED,
        ROLLED_BACK,
        /** No version is in force any more. */
        DEACTIVATED,
        WATCHED,
        UNWATCHED
    }

    /**
     * What counts of one set from now on.
     *
     * @param active null where no version is in force
     * @param shadow is evaluated beside it and decides nothing; null while nothing is watched
     * @param by subject of who made it so
     * @param change by what it became so; null in records from before there was this member
     * @param actor who made it so, with his client and who acted for him; null in records from before there was this member
     */
    record Activation(
            String set,
            long revision,
            boolean deleted,
            @Nullable Version active,
            @Nullable Version shadow,
            Instant at,
            String by,
            @Nullable PolicySetChange change,
            @Nullable Actor actor)
            implements PolicyRecord {
        public Activation(
                String set,
                long revision,
                boolean deleted,
                @Nullable Version active,
                @Nullable Version shadow,
                Instant at,
                String by) {
            this(set, revision, deleted, active, shadow, at, by, null, null);
        }

        public Activation {
            requireSet(set);
            Objects.requireNonNull(at, "at is missing");
            Objects.requireNonNull(by, "by is missing");
        }

        @Override
        public String key() {
            return set;
        }
    }

    /**
     * A version and how to know that all of it has arrived.
     *
     * @param parts how many there are
     * @param digest {@code sha256:} and the hash, in lower-case hexadecimal, of the parts' texts in UTF-8, one after the other
     */
    record Version(long version, int parts, String digest) {
        public Version {
            if (version < 1) throw new IllegalArgumentException("version must be at least 1");
            if (parts < 1) throw new IllegalArgumentException("parts must be at least 1");
            Objects.requireNonNull(digest, "digest is missing");
        }
    }

    private static void requireSet(String set) {
        Objects.requireNonNull(set, "set is missing");
        if (!SET.matcher(set).matches())
            throw new IllegalArgumentException("set must be lower-case letters, digits and hyphens, at most 40");
    }
}
