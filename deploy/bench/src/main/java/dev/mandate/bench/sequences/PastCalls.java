package dev.mandate.bench.sequences;

import dev.mandate.embedded.Platform;
import java.time.Instant;

/** Calls that have happened, told as fast as the broker takes them. */
public final class PastCalls {
    private static final long SEED = 20261129L;
    private static final int MILLIS_A_CALL = 20;

    private PastCalls() {}

    /**
     * Returns once they are with the broker: of each call its decision and its outcome.
     *
     * @param before how many of them were told earlier
     * @param many how many follow
     */
    public static void tell(Platform platform, int before, int many) {
        var begin = Instant.now()
                .minusMillis((long) (before + many) * MILLIS_A_CALL)
                .toEpochMilli();
        CallFeed.write(
                platform,
                CallStream.of(before + many, SEED, begin).stream()
                        .filter(call -> call.number() >= before && call.number() < before + many)
                        .toList());
    }
}
