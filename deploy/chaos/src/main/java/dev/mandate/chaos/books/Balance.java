package dev.mandate.chaos.books;

import dev.mandate.chaos.books.Found.Incident;
import dev.mandate.chaos.ledger.Change;
import dev.mandate.chaos.ledger.Ledger;
import dev.mandate.cli.terminal.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The ledger against what is on record: a row for each kind of thing, and what doesn't agree. */
final class Balance {
    private static final int SHOWN = 20;

    private final Table table = new Table("what", "acknowledged", "recorded", "lost", "doubled");
    private final List<String> differences = new ArrayList<>();
    private int left;
    private long untold;
    private Map<String, Integer> mayBeMissed = Map.of();

    private Balance() {}

    /** Before anything was looked at. */
    static Balance none() {
        return new Balance();
    }

    /** @param now after which more may come */
    static Balance of(Ledger ledger, Found found, Instant now) {
        var balance = new Balance();
        balance.count("joined, on the topic", ledger.joined, found.joinedOnTopic());
        balance.count("left, on the topic", ledger.left, found.leftOnTopic());
        balance.count("joined, on the trail", ledger.joined, found.joinedOnTrail());
        balance.count("left, on the trail", ledger.left, found.leftOnTrail());
        balance.count("decisions, on the topic", ledger.decisions, found.decisionsOnTopic());
        balance.count("decisions, on the trail", ledger.decisions, found.decisionsOnTrail());
        balance.count("actions, on the topic", ledger.actions, found.actionsOnTopic());
        balance.count("actions, on the trail", ledger.actions, found.actionsOnTrail());
        for (var change : Change.values())
            balance.count(
                    change.words + ", on the trail",
                    ledger.changes.getOrDefault(change, Set.of()),
                    found.changesOnTrail().getOrDefault(change, Map.of()));
        var calls = new MadeCalls(ledger, found);
        balance.count("calls made, allowed on the topic", ledger.executed.keySet(), calls.timesAllowed());
        balance.count("calls made, allowed on the trail", ledger.executed.keySet(), calls.timesAllowedOnTrail());
        balance.count("calls answered, outcome on the topic", ledger.done, calls.toldOnTopic());
        balance.count("calls answered, outcome on the trail", ledger.done, calls.toldOnTrail());
        balance.row("calls that were answered, not made", 0, 0, calls.answeredUnmade(), Set.of());
        balance.row("calls made twice", 0, 0, Set.of(), calls.madeTwice());
        balance.row("calls made that were refused", 0, 0, Set.of(), calls.madeThoughRefused());
        balance.untold = calls.untold();
        balance.missing(found, new OwedOutcomes(found), now);
        balance.incidents(ledger, found.incidents());
        return balance;
    }

    private void count(String what, Set<String> acknowledged, Map<String, Integer> recorded) {
        var lost = acknowledged.stream()
                .filter(one -> !recorded.containsKey(one))
                .collect(Collectors.toCollection(TreeSet::new));
        var doubled = new TreeSet<String>();
        recorded.forEach((one, times) -> {
            if (times > 1) doubled.add(one);
        });
        left += lost.size();
        row(what, acknowledged.size(), recorded.size(), lost, doubled);
    }

    private void incidents(Ledger ledger, Map<Incident, Set<String>> told) {
        var missing = new TreeSet<String>();
        var twice = new TreeSet<String>();
        var wrong = new TreeSet<String>();
        ledger.incidents.forEach((session, title) -> {
            if (!told.containsKey(new Incident(session, title))) missing.add(session + ": " + title);
        });
        told.forEach((incident, ids) -> {
            var missed =
                    incident.title().equals(OwedOutcomes.MISSED) ? mayBeMissed.getOrDefault(incident.session(), 0) : 0;
            if (ids.size() > Math.max(1, missed)) twice.add(incident.toString());
            if (missed == 0
                    && !incident.title().equals(ledger.incidents.get(incident.session()))
                    && !ledger.uncertainSessions.contains(incident.session())) wrong.add(incident.toString());
        });
        left += missing.size();
        row("findings", ledger.incidents.size(), told.size(), missing, twice);
        row("findings that are false", 0, wrong.size(), Set.of(), wrong);
        var allows = new HashSet<>(ledger.wrongAllows);
        row("allows that are wrong", 0, allows.size(), Set.of(), allows);
    }

    /** Where nobody tells what became of a call, that is found. */
    private void missing(Found found, OwedOutcomes owed, Instant now) {
        var sessions = owed.overdue(now);
        var untold = new TreeSet<>(sessions);
        untold.removeIf(session -> found.incidents().containsKey(new Incident(session, OwedOutcomes.MISSED)));
        left += untold.size();
        row(
                "sessions with outcomes that nobody told",
                sessions.size(),
                sessions.size() - untold.size(),
                untold,
                Set.of());
        mayBeMissed = owed.sessions();
    }

    private void row(String what, int acknowledged, int recorded, Set<String> lost, Set<String> doubled) {
        table.row(
                what,
                "%,d".formatted(acknowledged),
                "%,d".formatted(recorded),
                "%,d".formatted(lost.size()),
                "%,d".formatted(doubled.size()));
        lost.stream().limit(SHOWN).forEach(one -> differences.add(what + ", lost: " + one));
        doubled.stream().limit(SHOWN).forEach(one -> differences.add(what + ", too many: " + one));
    }

    /** What may still come: of all that was acknowledged, what is nowhere yet. */
    int left() {
        return left;
    }

    /** A line for each thing that is lost, double or wrong; empty where the books balance. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    @Override
    public String toString() {
        return table + "  calls that were made, and nobody told what became of them: " + untold
                + "; 20 minutes after it was allowed each is a finding\n";
    }
}
