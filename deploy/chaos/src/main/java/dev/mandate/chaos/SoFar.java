package dev.mandate.chaos;

import dev.mandate.chaos.books.Books;
import dev.mandate.chaos.faults.Impact;
import dev.mandate.chaos.installation.Effort;
import dev.mandate.chaos.ledger.Ledger;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that is known of a run by now, in words; each few minutes it looks at the books. */
final class SoFar implements Supplier<String> {
    private static final int TIMES_BETWEEN_LOOKS = 5;

    private final Plan plan;
    private final Ledger ledger;
    private final Effort effort;
    private final Books books;
    private final long began = System.nanoTime();
    private volatile @Nullable Impact impact;
    private volatile @Nullable List<String> differences;
    private int times;

    SoFar(Plan plan, Ledger ledger, Effort effort, Books books) {
        this.plan = plan;
        this.ledger = ledger;
        this.effort = effort;
        this.books = books;
    }

    void isFelt(Impact how) {
        impact = how;
    }

    void ends(List<String> found) {
        differences = found;
    }

    /** What was done, how it was felt, and what it took. */
    String felt() {
        effort.look();
        return (impact == null ? "" : impact.toString()) + effort.table(ledger.events());
    }

    @Override
    public String get() {
        if (++times % TIMES_BETWEEN_LOOKS == 0 && differences == null) books.look();
        return "seed %d, after %.0f s: %,d events; %s%n%s%s"
                .formatted(
                        plan.seed(),
                        (System.nanoTime() - began) / 1e9,
                        ledger.events(),
                        ledger.answers(),
                        felt(),
                        books)
                .concat(end());
    }

    private String end() {
        var found = differences;
        if (found == null) return String.join("\n", ledger.refused.lines()) + "\nnot at its end\n";
        return String.join("\n", found)
                + String.format(Locale.ROOT, "%nended: %s%n", found.isEmpty() ? "the books balance" : "exit 1");
    }
}
