package dev.mandate.audit.engine.incidents;

import dev.mandate.audit.engine.calls.RiskEvent;
import dev.mandate.audit.engine.calls.RiskFields;
import dev.mandate.audit.engine.sigma.correlation.Match;
import dev.mandate.audit.engine.sigma.correlation.Withdrawal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An incident as it was told. Each match of it counts; not each is told, so that a flood of calls is no flood of updates. What a
 * late event takes back no longer counts, and an incident of which nothing is left is closed.
 *
 * @param finding id of its finding
 * @param version of the rule that its finding was made by
 * @param first evidence of its first match
 * @param created event time of the first match's last event; all times are milliseconds since 1970
 * @param firstSeen event time of its first event
 * @param lastSeen event time of its last event so far
 * @param count of its matches that stand; none once it is closed
 * @param revision grows with each match and each time that something is taken back
 * @param open by the id of their last event, when the matches ended that a late event may still take back
 * @param settled there were matches that nothing can take back any more
 * @param told {@code lastSeen} when it was told last
 * @param sessions that it is about, as far as it can hold them
 */
public record OpenIncident(
        String finding,
        String version,
        List<RiskEvent> first,
        long created,
        long firstSeen,
        long lastSeen,
        int count,
        int revision,
        Map<String, Long> open,
        boolean settled,
        long told,
        Set<String> sessions) {
    private static final int MAX_OPEN = 64;
    private static final int MAX_FIRST = 16;
    private static final int MAX_EVIDENCES = 32;
    private static final int MAX_SESSIONS = 64;
    private static final int FEW = 4;
    private static final Duration SELDOM = Duration.ofMinutes(1);

    public static OpenIncident opened(String finding, Match match, List<RiskEvent> evidence) {
        long first = match.events().get(0).at().toEpochMilli();
        long last = match.events().get(match.events().size() - 1).at().toEpochMilli();
        return new OpenIncident(
                finding,
                match.rule().version(),
                evidence.stream().limit(MAX_FIRST).toList(),
                last,
                first,
                last,
                1,
                1,
                Map.of(lastId(match), last),
                false,
                last,
                sessions(Set.of(), evidence));
    }

    public OpenIncident with(Match match, List<RiskEvent> evidence) {
        long begins = match.events().get(0).at().toEpochMilli();
        long ends = match.events().get(match.events().size() - 1).at().toEpochMilli();
        long newest = Math.max(lastSeen, ends);
        var still = new LinkedHashMap<>(open);
        still.put(lastId(match), ends);
        int before = still.size();
        still.values().removeIf(end -> end < newest - Withdrawal.LATENESS.toMillis());
        if (still.size() > MAX_OPEN)
            still.remove(Collections.min(still.entrySet(), Map.Entry.comparingByValue())
                    .getKey());
        return new OpenIncident(
                finding,
                version,
                count == 0 ? evidence.stream().limit(MAX_FIRST).toList() : first,
                created,
                Math.min(firstSeen, begins),
                newest,
                count + 1,
                revision + 1,
                still,
                settled || still.size() < before,
                told,
                sessions(sessions, evidence));
    }

    /** Without the matches that ended with these events; the same object if none of them counts. */
    public OpenIncident without(Set<String> ends) {
        var still = new LinkedHashMap<>(open);
        still.keySet().removeAll(ends);
        int gone = open.size() - still.size();
        if (gone == 0) return this;
        int left = still.isEmpty() && !settled ? 0 : Math.max(1, count - gone);
        return new OpenIncident(
                finding,
                version,
                first,
                created,
                firstSeen,
                lastSeen,
                left,
                revision + 1,
                still,
                settled,
                told,
                sessions);
    }

    private static String lastId(Match match) {
        return match.events().get(match.events().size() - 1).id();
    }

    /**
     * The first few, then each that doubles their number, the first of each minute, whatever is about one more session, and
     * whatever closes or reopens it.
     */
    public boolean worthTelling(OpenIncident before) {
        return revision <= FEW
                || Integer.bitCount(revision) == 1
                || count == 0
                || before.count == 0
                || lastSeen - told >= SELDOM.toMillis()
                || sessions.size() > before.sessions.size();
    }

    public OpenIncident asTold() {
        return new OpenIncident(
                finding, version, first, created, firstSeen, lastSeen, count, revision, open, settled, lastSeen,
                sessions);
    }

    /** What it began with and what came last, in order; what lies between is counted. */
    List<RiskEvent> evidences(List<RiskEvent> newest) {
        var all = new LinkedHashMap<String, RiskEvent>();
        first.forEach(event -> all.put(event.id(), event));
        int room = Math.min(newest.size(), MAX_EVIDENCES - first.size());
        newest.subList(newest.size() - room, newest.size()).forEach(event -> all.putIfAbsent(event.id(), event));
        var events = new ArrayList<>(all.values());
        events.sort(java.util.Comparator.comparing(RiskEvent::at));
        return events;
    }

    private static Set<String> sessions(Set<String> before, List<RiskEvent> evidence) {
        var sessions = new HashSet<>(before);
        for (var event : evidence)
            for (var session : event.values(RiskFields.SESSION))
                if (sessions.size() < MAX_SESSIONS) sessions.add(session.toString());
        return sessions;
    }
}
