package dev.mandate.events.risk;

import dev.mandate.events.risk.SessionRisk.SeenIdentifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Puts sessions together of their records, as they come from {@code risk.sessions.v1}. Where a segment is missing, nobody knows whom it
 * would show to be a stranger: then whatever the session's other records don't show may be one. One thread.
 */
public final class WholeSessions {
    /** By session and number, those that its head names, and those that its next one will. */
    private final Map<String, Map<Integer, SessionSegment>> segments = new HashMap<>();

    /** The session's state with this record; empty where the record says nothing yet, but to a later one that names it. */
    public Optional<SessionRisk> with(SessionRecord record) {
        if (record instanceof SessionSegment segment) {
            segments.computeIfAbsent(segment.session().value(), session -> new HashMap<>())
                    .put(segment.segment(), segment);
            return Optional.empty();
        }
        if (record instanceof SessionHead head) return Optional.of(whole(head));
        segments.remove(record.session().value());
        return Optional.of((SessionRisk) record);
    }

    /** A record of this key could not be read, or there is a tombstone of it. */
    public void without(String key) {
        if (!SessionSegment.isKey(key)) segments.remove(key);
        else
            segments.computeIfPresent(SessionRecord.sessionOf(key), (session, known) -> {
                known.values().removeIf(segment -> segment.key().equals(key));
                return known.isEmpty() ? null : known;
            });
    }

    private SessionRisk whole(SessionHead head) {
        var session = head.session().value();
        var known = segments.getOrDefault(session, Map.of());
        var named = new HashMap<Integer, SessionSegment>();
        var identifiers = new ArrayList<SeenIdentifier>(SessionRisk.MAX_IDENTIFIERS);
        int gone = head.gone();
        for (var name : head.segments()) {
            var segment = known.get(name.segment());
            if (segment != null && segment.revision() == name.revision()) {
                var its = segment.identifiers();
                identifiers.addAll(its.subList(Math.min(gone, its.size()), its.size()));
                named.put(name.segment(), segment);
            }
            gone = 0;
        }
        identifiers.addAll(head.latest().identifiers());
        segments.put(session, named);
        var all = named.size() == head.segments().size();
        return head.latest().showing(identifiers, all ? head.latest().forgotten() : ForgottenIdentifiers.ANYTHING);
    }
}
