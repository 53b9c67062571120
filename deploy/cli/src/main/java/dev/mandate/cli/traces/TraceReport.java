package dev.mandate.cli.traces;

import dev.mandate.cli.Table;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.events.risk.FindingEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What came of a replay; told by many threads at once. */
public final class TraceReport {
    private static final String TOTAL = "all";

    /** Counts of one row of the table. */
    private static final class Row {
        int runs;
        int calls;
        int allowed;
        int attacks;
        int attacksAllowed;
        final Map<String, Integer> denied = new TreeMap<>();
        final Set<String> withFindings = new TreeSet<>();

        void add(TraceRun.Call call, Verdict verdict) {
            calls++;
            if (call.attack()) attacks++;
            if (verdict.allowed()) {
                allowed++;
                if (call.attack()) attacksAllowed++;
            } else {
                denied.merge(verdict.reason(), 1, Integer::sum);
            }
        }
    }

    private final int runs;
    private final long began = System.nanoTime();
    private final Map<String, TraceRun> sessions = new ConcurrentHashMap<>();
    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, Set<String>> rules = new TreeMap<>();
    private final Row all = new Row();
    private int decisions;
    private int ended;
    private int failed;
    private String firstFailure = "";
    private double seconds;

    TraceReport(int runs) {
        this.runs = runs;
    }

    void opened(String session, TraceRun run) {
        sessions.put(session, run);
    }

    /** An answer of authz-service, also one that came before it knew of the delegation. */
    synchronized void answered() {
        decisions++;
    }

    synchronized void called(TraceRun run, TraceRun.Call call, Verdict verdict) {
        row(run).add(call, verdict);
        all.add(call, verdict);
    }

    synchronized void ended(TraceRun run) {
        row(run).runs++;
        all.runs++;
        ended++;
    }

    synchronized void failed(TraceRun run, Exception why) {
        if (failed++ == 0) firstFailure = run.id() + ": " + why.getMessage();
        ended++;
    }

    synchronized void found(FindingEvent finding) {
        var session = finding.unmapped().session();
        var run = session == null ? null : sessions.get(session);
        if (run == null || session == null) return;
        row(run).withFindings.add(session);
        all.withFindings.add(session);
        rules.computeIfAbsent(finding.findingInfo().title(), title -> new TreeSet<>())
                .add(session);
    }

    /** From here on no more decisions are made. */
    synchronized void stopClock() {
        seconds = (System.nanoTime() - began) / 1e9;
    }

    /** Runs that could not be replayed to their end. */
    public synchronized int failed() {
        return failed;
    }

    synchronized String progress() {
        var so = (System.nanoTime() - began) / 1e9;
        return String.format(
                "  %,d of %,d runs, %,d decisions (%,.0f a second), %,d sessions with findings",
                ended, runs, decisions, decisions / so, all.withFindings.size());
    }

    @Override
    public synchronized String toString() {
        var table = new Table(
                "suite and label", "runs", "calls", "allowed", "of the attacker's", "with findings", "denied");
        rows.forEach((name, row) -> add(table, name, row));
        add(table, TOTAL, all);
        var text = new StringBuilder(table.toString());
        rules.forEach(
                (rule, found) -> text.append(String.format("  %,d sessions with a finding: %s%n", found.size(), rule)));
        text.append(String.format(
                "  %,d decisions in %.1f s, %,.0f a second%n",
                decisions, seconds, decisions / Math.max(seconds, 0.001)));
        if (failed > 0) text.append(String.format("  %,d runs failed, the first: %s%n", failed, firstFailure));
        return text.toString();
    }

    private Row row(TraceRun run) {
        return rows.computeIfAbsent(run.suite() + " " + run.label(), name -> new Row());
    }

    private static void add(Table table, String name, Row row) {
        var denied = new StringBuilder();
        row.denied.forEach((reason, count) -> denied.append(denied.isEmpty() ? "" : ", ")
                .append(reason)
                .append(' ')
                .append(count));
        table.row(
                name,
                Integer.toString(row.runs),
                Integer.toString(row.calls),
                Integer.toString(row.allowed),
                row.attacksAllowed + "/" + row.attacks,
                Integer.toString(row.withFindings.size()),
                denied.toString());
    }
}
