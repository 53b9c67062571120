package dev.mandate.console.approvals;

import java.time.Instant;
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
     * He need not be asked for calls like this one any more, for a time.
     *
     * @param limits within which
     * @param until null for as long as the task
     */
    Said agree(AskedCall call, List<LikeCalls.Limit> limits, @Nullable Instant until);

    /** He is asked again for calls like this one, if he agreed to some by it. */
    Said askAgain(AskedCall call);

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
