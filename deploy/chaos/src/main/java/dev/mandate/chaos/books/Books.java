package dev.mandate.chaos.books;

import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The ledger against what is on record: looked at while a run goes on, when much is still under way, and balanced at its end. */
public final class Books implements AutoCloseable {
    /** What is acknowledged must have come by then, if nothing came for so long. */
    private static final Duration STILL = Duration.ofSeconds(90);

    private final Ledger ledger;
    private final Records records;
    private Balance last = Balance.none();
    private volatile String words = "the books were not looked at yet\n";

    public Books(Installation installation, Ledger ledger) {
        this.ledger = ledger;
        this.records = new Records(installation);
    }

    /** As they are now. What doesn't agree this time and the time before is told of: it is under way for long, or lost. */
    public synchronized void look() {
        try {
            var now = Balance.of(ledger, records.found(), Instant.now());
            var twice = new TreeSet<>(now.differences());
            twice.retainAll(last.differences());
            last = now;
            words = "the books at " + Instant.now() + ", of which some may be under way:\n" + now
                    + String.join(
                            "",
                            twice.stream()
                                    .map(one -> "for two looks, " + one + "\n")
                                    .toList());
        } catch (RuntimeException e) {
            words = "the books could not be looked at at " + Instant.now() + ": " + e + "\n" + last;
        }
    }

    /** @return what doesn't agree once nothing more comes */
    public synchronized List<String> balanced() {
        var waited = Patience.untilOrStill(
                () -> {
                    last = Balance.of(ledger, records.found(), Instant.now());
                    return last.left();
                },
                STILL);
        words = "the books, " + (waited ? "when all had come" : "when nothing more came") + ":\n" + last;
        var differences = new ArrayList<>(last.differences());
        differences.addAll(ledger.refused.lines());
        return differences;
    }

    @Override
    public String toString() {
        return words;
    }

    @Override
    public synchronized void close() {
        records.close();
    }
}
