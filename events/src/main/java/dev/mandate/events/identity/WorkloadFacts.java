package dev.mandate.events.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What only a workload has.
 *
 * @param confirmed an administrator has said that it is what it was registered as. Until then its kind, its environment and its purpose are
 *     the word of whoever registered it, by which no policy goes; false if a record doesn't tell it
 * @param environment where it runs, such as {@code production} ({@link Environment}); null once it is deleted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkloadFacts(
        Kind kind,
        Status status,
        boolean confirmed,
        @Nullable String environment) {
    /** What a workload is. */
    public enum Kind {
        SERVICE,
        CI_JOB,
        /** What somebody else's software calls by, for which there is nothing but a key. */
        API_KEY
    }

    /** How far it has come. Only {@link #ACTIVE} acts. */
    public enum Status {
        /** Known, and not in use yet. */
        STAGED,
        ACTIVE,
        /** Nobody answers for it, or somebody has stopped it. */
        SUSPENDED,
        /** For good; it is still known what it was. */
        RETIRED,
        /** Nothing but its id is known. */
        DELETED
    }

    public WorkloadFacts {
        Objects.requireNonNull(kind, "kind is missing");
        Objects.requireNonNull(status, "status is missing");
        if (environment != null && !Environment.isKept(environment))
            throw new IllegalArgumentException("environment is a line of 1 to 50 characters");
    }
}
