package dev.mandate.bench.sequences;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Calls of many agents at once, drawn from a seed: a fifth of them is told late, by less than {@link #LATENESS_MILLIS}. No two happen at the
 * same millisecond, since what counts as in order then is a matter of taste.
 */
final class CallStream {
    static final long LATENESS_MILLIS = 5_000;
    private static final int CALLS_A_SESSION = 50;
    private static final int SESSIONS_AT_ONCE = 400;
    private static final int SESSIONS_AN_AGENT = 4;
    private static final int MILLIS_BETWEEN_CALLS = 20;

    /** Much later calls of as many sessions, on every partition: for each of them, the time of all that matters has passed. */
    static final int CLOSING = 200;

    private static final int CLOSING_MILLIS = 3_600_000;

    private CallStream() {}

    /**
     * In the order in which they are told.
     *
     * @param calls without the {@link #CLOSING} ones
     * @param begin time of the first, milliseconds since 1970
     */
    static List<Call> of(int calls, long seed, long begin) {
        var random = new Random(seed);
        var sessions = new int[Math.min(SESSIONS_AT_ONCE, Math.max(1, calls / CALLS_A_SESSION))];
        int opened = 0;
        for (int i = 0; i < sessions.length; i++) sessions[i] = opened++;
        var stream = new ArrayList<Call>(calls + CLOSING);
        for (int number = 0; number < calls; number++) {
            int place = random.nextInt(sessions.length);
            if (random.nextInt(CALLS_A_SESSION) == 0) sessions[place] = opened++;
            int session = sessions[place];
            long at = begin + (long) number * MILLIS_BETWEEN_CALLS + random.nextInt(MILLIS_BETWEEN_CALLS);
            long late = random.nextInt(5) == 0 ? random.nextLong(LATENESS_MILLIS) : 0;
            stream.add(new Call(number, session, session / SESSIONS_AN_AGENT, Kind.any(random), at, at + late));
        }
        stream.sort(Comparator.comparingLong(Call::arrives));
        long closing = begin + (long) calls * MILLIS_BETWEEN_CALLS + CLOSING_MILLIS;
        for (int i = 0; i < CLOSING; i++)
            stream.add(new Call(calls + i, opened + i, opened + i, Kind.PLAIN, closing + i, closing + i));
        return stream;
    }
}
