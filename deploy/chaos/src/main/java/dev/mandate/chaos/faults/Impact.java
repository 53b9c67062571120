package dev.mandate.chaos.faults;

import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Patience;
import dev.mandate.chaos.installation.Victim;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.terminal.Table;
import dev.mandate.embedded.JudgedUntil;
import dev.mandate.events.topics.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** How what is done to processes is felt: how long until all is well again, and what stood still meanwhile. */
public final class Impact implements AutoCloseable {
    /** Whatever is not well and gets no better for so long stays as it is. A service on a busy machine takes minutes to start, and to read what others know. */
    private static final Duration STILL = Duration.ofMinutes(10);

    private final Installation installation;
    private final Ledger ledger;
    private final Consumer<String> told;
    private final JudgedUntil judged;
    private final Probes probes;
    private final Table table = new Table(
            "what",
            "done to it",
            "lasted, s",
            "well again after, s",
            "no answer, s",
            "made unanswered",
            "nothing judged, s");
    private Duration longestStill = Duration.ZERO;

    /** When it returns, whatever it was done to runs again, and need not be well yet. */
    interface Act {
        void play() throws InterruptedException;
    }

    public Impact(Installation installation, Ledger ledger, Consumer<String> told) {
        this.installation = installation;
        this.ledger = ledger;
        this.told = told;
        this.judged = new JudgedUntil(installation.client(Account.OPERATOR));
        this.probes = new Probes(installation.replicas());
    }

    /**
     * Does it, and returns once all is well again.
     *
     * @param lasts for which it stands still or has no room; zero for what is over at once
     * @param drained it ends by itself, and answers first what it was asked
     * @throws IllegalStateException if something gets no better for minutes
     */
    void of(List<? extends Victim> victims, String done, Duration lasts, boolean drained, Act act)
            throws InterruptedException {
        var names = standing(victims);
        told.accept(names + ": " + done + (lasts.isZero() ? "" : " for " + lasts.toSeconds() + " s"));
        ledger.longestSilence();
        judged.since();
        probes.except(victims);
        var before = ledger.madeUnanswered();
        act.play();
        var since = System.nanoTime();
        awaitWell();
        probes.except(List.of());
        var unanswered = ledger.madeUnanswered() - before;
        if (drained && unanswered > 0)
            ledger.refused.add(
                    names + ": " + done + ", and " + unanswered + " calls were made that it answered nobody");
        var took = seconds(System.nanoTime() - since);
        var silent = seconds(ledger.longestSilence().toNanos());
        var stood = judged.since().still();
        if (stood.compareTo(longestStill) > 0) longestStill = stood;
        var still = seconds(stood.toNanos());
        told.accept(names + ": well again after " + took + " s; longest time without an answer " + silent
                + " s, with nothing judged " + still + " s");
        synchronized (table) {
            table.row(names, done, seconds(lasts.toNanos()), took, silent, "" + unanswered, still);
        }
    }

    /** Longest time for which nothing was judged while something was done. */
    public Duration longestStill() {
        return longestStill;
    }

    /** Whoever ended by himself is started again, as whoever supervises him would do. */
    private void awaitWell() {
        var all = new ArrayList<Victim>(installation.brokers());
        all.addAll(installation.replicas());
        all.add(installation.database());
        var well =
                Patience.untilOrStill(() -> all.stream().filter(this::isNotWell).count(), STILL);
        if (!well)
            throw new IllegalStateException(
                    names(all.stream().filter(one -> !one.isWell()).toList()) + ": not well again");
    }

    private boolean isNotWell(Victim victim) {
        if (!victim.isAlive()) {
            told.accept(victim.name() + " has ended by itself, and is started again");
            victim.restart();
        }
        return !victim.isWell();
    }

    private static String standing(List<? extends Victim> victims) throws InterruptedException {
        var all = new ArrayList<String>();
        for (var victim : victims) all.add(victim.standing());
        return String.join(", ", all);
    }

    private static String names(List<? extends Victim> victims) {
        return victims.stream().map(Victim::name).collect(Collectors.joining(", "));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }

    @Override
    public String toString() {
        synchronized (table) {
            return table.toString() + probes;
        }
    }

    @Override
    public void close() {
        probes.close();
        judged.close();
    }
}
