package dev.mandate.identity.workloads.imported;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mandate.events.ids.IdentityId;
import org.jspecify.annotations.Nullable;

/**
 * What became of a line.
 *
 * @param line its number, from 1
 * @param system absent where it can't be read
 * @param externalId absent where it can't be read
 * @param workload that it is of; absent where there is none
 * @param offeredTo who is asked by this import to answer for it; absent where nobody is
 * @param note why it was refused, why nobody is asked, or that its end has passed; absent where there is nothing to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportedLine(
        int line,
        @Nullable String system,
        @Nullable String externalId,
        Outcome outcome,
        @Nullable IdentityId workload,
        @Nullable IdentityId offeredTo,
        @Nullable String note) {
    private static final String ENDED = "its end has passed, so that it does nothing";

    /** What became of it. */
    public enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED,
        REFUSED
    }

    /** What is new has no id yet. */
    ImportedLine planned() {
        return outcome == Outcome.CREATED
                ? new ImportedLine(line, system, externalId, outcome, null, offeredTo, note)
                : this;
    }

    /** The file ends it before now: taken as it is, and told, since nothing of it would ever act. */
    ImportedLine ended() {
        return outcome == Outcome.CREATED || outcome == Outcome.CHANGED
                ? new ImportedLine(
                        line,
                        system,
                        externalId,
                        outcome,
                        workload,
                        offeredTo,
                        (note == null ? "" : note + "; ") + ENDED)
                : this;
    }

    static ImportedLine unread(int number, String why) {
        return new ImportedLine(number, null, null, Outcome.REFUSED, null, null, why);
    }

    static ImportedLine of(
            ImportLine line,
            Outcome outcome,
            @Nullable IdentityId workload,
            @Nullable IdentityId offeredTo,
            @Nullable String note) {
        return new ImportedLine(line.number(), line.system(), line.externalId(), outcome, workload, offeredTo, note);
    }
}
