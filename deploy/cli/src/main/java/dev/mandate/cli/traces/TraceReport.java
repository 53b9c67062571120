package dev.mandate.cli.traces;

import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.terminal.Table;
import dev.mandate.events.risk.FindingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What came of a replay; told by many threads at once. */
public final class TraceReport {
    private final int runs;
    private final long began = System.nanoTime();
    private final Map<String, TraceRun> sessions = new ConcurrentHashMap<>();
    private final Map<String, List<String>> reported = new ConcurrentHashMap<>();
    private final Map<String, TraceCounts> rows = new TreeMap<>();
    private final Map<String, Set<String>> rules = new TreeMap<>();
    private final TraceCounts all = new TraceCounts();
    private int decisions;
    private int ended;
    private int failed;
    private int untold;
    private String firstFailure = "";
    private double seconds;

    TraceReport(int runs) {
        this.runs = runs;
    }

    void opened(String session, TraceRun run) {
        sessions.put(session, run);
        reported.put(session, new ArrayList<>());
    }

    /** An answer of authz-service, also one that came before it knew of the delegation. */
    synchronized void answered() {
        decisions++;
    }

    synchronized void called(TraceRun run, TraceRun.Call call, Verdict verdict) {
        row(run).add(call, verdict);
        all.add(call, verdict);
    }

    /** The call was done under this decision. */
    void reported(String session, String decision) {
        reported.getOrDefault(session, List.of()).add(decision);
    }

    /** By session, the decisions under which calls were done. */
    Map<String, List<String>> sessions() {
        return reported;
    }

    /** What the trail says of the session. */
    synchronized void told(String session, List<String> decisionsInTrail) {
        var run = sessions.get(session);
        if (run == null) return;
        row(run).inTrail += decisionsInTrail.size();
        all.inTrail += decisionsInTrail.size();
        var done = reported.getOrDefault(session, List.of());
        if (!decisionsInTrail.stream()
                .sorted()
                .toList()
                .equals(done.stream().sorted().toList())) untold++;
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

    /** Sessions of which the trail tells other calls than were done, or one twice. */
    public synchronized int untold() {
        return untold;
    }

    public synchronized int allowed() {
        return all.allowed;
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
                "suite and label",
                "runs",
                "calls",
                "allowed",
                "denied",
                "in the trail",
                "attacker's allowed",
                "with findings");
        rows.forEach((name, row) -> table.row(row.cells(name)));
        table.row(all.cells("all"));
        var text = new StringBuilder(table.toString());
        text.append('\n').append(all.denials());
        rules.forEach(
                (rule, found) -> text.append(String.format("  %,d sessions with a finding: %s%n", found.size(), rule)));
        text.append(String.format(
                "  %,d decisions in %.1f s, %,.0f a second%n",
                decisions, seconds, decisions / Math.max(seconds, 0.001)));
        if (failed > 0) text.append(String.format("  %,d runs failed, the first: %s%n", failed, firstFailure));
        return text.toString();
    }

    private TraceCounts row(TraceRun run) {
        return rows.computeIfAbsent(run.suite() + " " + run.label(), name -> new TraceCounts());
    }
}
