package dev.mandate.bench.sequences;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.bench.fixtures.Machine;
import dev.mandate.embedded.Platform;
import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** The risk job, Flink CEP and a bare pass-through read one stream, one after the other. */
public final class SequencesBench {
    private static final int CALLS = Integer.getInteger("sequences.calls", 300_000);
    private static final long SEED = Long.getLong("sequences.seed", 20261125L);
    private static final String ROWS = System.getProperty("sequences.rows", "");
    private static final int SHOWN = 5;

    private final Platform platform = Platform.shared();
    private final Admin admin;

    private SequencesBench(Admin admin) {
        this.admin = admin;
    }

    /** Throughput, CPU and matches of all of them. */
    public static void run() throws Exception {
        try (var admin = admin()) {
            new SequencesBench(admin).sequences();
        }
    }

    /** What 100 rules that share events cost beside one. */
    public static void rules() throws Exception {
        try (var admin = admin()) {
            new SequencesBench(admin).sharing();
        }
    }

    private static Admin admin() {
        return Admin.create(Platform.shared().kafkaClientConfig(Account.AUDIT.userName()));
    }

    private void sequences() throws Exception {
        feed();
        admin.createTopics(List.of(topic(PassThroughJob.OUT), topic(FlinkJob.MATCHES)))
                .all()
                .get();
        header("of the risk job");
        if (ROWS.equals("risk")) {
            measure(Contender.risk("risk job", "sequences"), null);
            return;
        }
        var risk = measure(Contender.risk("risk job", "sequences"), null);
        var ours = ours();
        var flink = measure(Contender.flink(), risk);
        var passed = measure(Contender.passThrough("pass-through, each call over both hops", 1), risk);
        var few = measure(Contender.passThrough("pass-through, as few as the risk job sends", 6), risk);
        System.out.printf(
                Locale.ROOT,
                "%n  risk job: %.0f%% of Flink CEP (wanted: 120), %.0f%% (wanted: 50) and %.0f%% of the pass-through%n",
                risk.percentOf(flink),
                risk.percentOf(passed),
                risk.percentOf(few));
        System.out.println("  on " + Machine.now() + "; " + Machine.limits());
        compare(ours, theirs());
    }

    private void sharing() throws Exception {
        feed();
        header("of one rule");
        var one = measure(Contender.risk("one rule", "1"), null);
        var hundred = measure(Contender.risk("100 rules", "100"), one);
        System.out.printf(
                Locale.ROOT,
                "%n  100 rules cost %.1f times one (wanted: 2), by CPU %.1f times%n",
                one.perSecond() / hundred.perSecond(),
                hundred.cpuMicros() / one.cpuMicros());
        System.out.println("  on " + Machine.now() + "; " + Machine.limits());
    }

    private static void header(String ratio) {
        System.out.printf("  %-46s %10s %14s %8s %16s%n", "", "calls/s", "CPU µs a call", "cores", ratio);
    }

    private void feed() {
        CallFeed.write(
                platform,
                CallStream.of(
                        CALLS, SEED, Instant.now().minus(Duration.ofDays(1)).toEpochMilli()));
        System.out.printf(Locale.ROOT, "%n  %,d calls, seed %d%n", CALLS, SEED);
    }

    /** @param baseline null for the first, which is the others' */
    private Measured measure(Contender contender, @Nullable Measured baseline) throws Exception {
        var measured = contender.measure(platform, admin, CALLS + CallStream.CLOSING);
        System.out.printf(
                Locale.ROOT,
                "  %-46s %10.0f %14.0f %8.2f %15.0f%%%n",
                contender.name(),
                measured.perSecond(),
                measured.cpuMicros(),
                measured.cores(),
                measured.percentOf(baseline == null ? measured : baseline));
        return measured;
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(TopicCatalogue.AGENT_ACTIONS.partitions()), Optional.empty());
    }

    private Set<Matched> ours() throws Exception {
        var told = new ToldMatches();
        for (var finding : Written.on(platform, TopicCatalogue.RISK_FINDINGS.name())) told.add(finding);
        return told.all();
    }

    private Set<Matched> theirs() {
        return Written.on(platform, FlinkJob.MATCHES).stream()
                .map(text -> Matched.of(new String(text, UTF_8)))
                .collect(Collectors.toSet());
    }

    private static void compare(Set<Matched> ours, Set<Matched> theirs) {
        System.out.printf(Locale.ROOT, "  matches: %,d of ours, %,d of Flink CEP%n", ours.size(), theirs.size());
        differences("only ours", ours, theirs);
        differences("only Flink's", theirs, ours);
    }

    private static void differences(String title, Set<Matched> these, Set<Matched> others) {
        var only = new HashSet<>(these);
        only.removeAll(others);
        System.out.printf(Locale.ROOT, "  %s: %d%n", title, only.size());
        only.stream().limit(SHOWN).forEach(matched -> System.out.println("    " + matched));
    }
}
