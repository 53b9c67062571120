package dev.mandate.audit.risk;

import dev.mandate.audit.sigma.Match;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * An incident as it was told. Each match of it counts; not each is told, so that a flood of calls is no flood of updates.
 *
 * @param finding id of its finding
 * @param version of the rule that its finding was made by
 * @param first evidence of its first match
 * @param created event time of the first match's last event; all times are milliseconds since 1970
 * @param firstSeen event time of its first event
 * @param lastSeen event time of its last event so far
 * @param count of its matches
 * @param told {@code lastSeen} when it was told last
 * @param sessions that it is about, as far as it can hold them
 */
record OpenIncident(
        String finding,
        String version,
        List<RiskEvent> first,
        long created,
        long firstSeen,
        long lastSeen,
        int count,
        long told,
        Set<String> sessions) {
    private static final int MAX_FIRST = 16;
    private static final int MAX_EVIDENCES = 32;
    private static final int MAX_SESSIONS = 64;
    private static final int FEW = 4;
    private static final Duration SELDOM = Duration.ofMinutes(1);

    static OpenIncident opened(String finding, Match match, List<RiskEvent> evidence) {
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
                last,
                sessions(Set.of(), evidence));
    }

    OpenIncident with(Match match, List<RiskEvent> evidence) {
        long begins = match.events().get(0).at().toEpochMilli();
        long ends = match.events().get(match.events().size() - 1).at().toEpochMilli();
        return new OpenIncident(
                finding,
                version,
                first,
                created,
                Math.min(firstSeen, begins),
                Math.max(lastSeen, ends),
                count + 1,
                told,
                sessions(sessions, evidence));
    }

    /** The first few, then each that doubles the count, the first of each minute, and whatever is about one more session. */
    boolean worthTelling(OpenIncident before) {
        return count <= FEW
                || Integer.bitCount(count) == 1
                || lastSeen - told >= SELDOM.toMillis()
                || sessions.size() > before.sessions.size();
    }

    OpenIncident asTold() {
        return new OpenIncident(finding, version, first, created, firstSeen, lastSeen, count, lastSeen, sessions);
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
