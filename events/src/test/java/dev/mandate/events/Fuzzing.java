package dev.mandate.events;

import java.time.Duration;
import java.util.Random;

/**
 * Rounds of generated input, each from a seed of its own: a few with every build, as many as there is time for with {@code mvn -Pfuzz
 * test} ({@code -Dfuzz.seconds}, for each test), just the one that failed with {@code -Dmandate.test.seed}.
 */
public final class Fuzzing {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private Fuzzing() {}

    /** Plays one; whatever it throws is a failure. */
    public interface Round {
        void play(Random random) throws Exception;
    }

    /**
     * @param what is fuzzed, for people
     * @param usual rounds with every build; together some seconds of the processor at most
     */
    public static void rounds(String what, int usual, Round round) {
        var given = Long.getLong("mandate.test.seed");
        if (given != null) {
            play(what, given, round);
            return;
        }
        var time = Duration.ofSeconds(Long.getLong("mandate.fuzz.seconds", 0)).toNanos();
        var first = System.nanoTime() * STEP;
        var began = System.nanoTime();
        System.out.println(what + " from seed " + first);
        var played = 0L;
        for (; played < usual || System.nanoTime() - began < time; played++) play(what, first + played * STEP, round);
        System.out.println(what + ": " + played + " rounds in "
                + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s");
    }

    private static void play(String what, long seed, Round round) {
        try {
            round.play(new Random(seed));
        } catch (Exception | Error e) {
            throw new AssertionError(what + ": repeat with -Dmandate.test.seed=" + seed, e);
        }
    }
}
