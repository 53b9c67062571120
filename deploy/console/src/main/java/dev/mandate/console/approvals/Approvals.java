package dev.mandate.console.approvals;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What waits for whoever looks at the page, as lifecycle-service has it. */
public interface Approvals {
    /**
     * The oldest first.
     *
     * @param after {@code next} of the page before; null for the first
     */
    Waiting waiting(@Nullable String after);

    /** One that concerns him; empty for every other. */
    Optional<AskedCall> find(String id);

    /**
     * Says yes or no.
     *
     * @param reason empty where he says nothing
     */
    Said answer(String id, boolean yes, String reason);

    /**
     * A page of what waits.
     *
     * @param next null where there are no more
     */
    record Waiting(List<AskedCall> calls, @Nullable String next) {
        public Waiting {
            calls = List.copyOf(calls);
        }
    }

    /**
     * What became of an answer.
     *
     * @param advice what to do about it, where it doesn't count
     */
    record Said(Outcome outcome, String advice) {}

    enum Outcome {
        COUNTS,
        STRONGER_SIGN_IN,
        REFUSED
    }
}
