package dev.mandate.cli.actors;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks again until the answer is the awaited one, or gives back the last one when patience ends. */
public final class Await {
    private Await() {}

    public static <T> T until(Duration patience, Supplier<T> question, Predicate<T> awaited) {
        var deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var answer = question.get();
            if (awaited.test(answer) || System.nanoTime() > deadline) return answer;
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
