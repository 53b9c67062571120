package dev.mandate.audit.engine.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.audit.engine.records.Wire;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.risk.SessionRecord;
import dev.mandate.events.risk.SessionRisk;
import dev.mandate.events.risk.SessionSegment;
import dev.mandate.events.risk.WholeSessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One partition of the topic of sessions in a test: what is written to it, and what those who read it have. */
final class ToldSessions {
    final List<Record<byte[], byte[]>> log = new ArrayList<>();

    /** Each once, however many read it. */
    private final Map<Record<byte[], byte[]>, SessionRecord> decoded = new IdentityHashMap<>();

    Reader reader() {
        return new Reader();
    }

    /** As a projection reads it: nothing twice, and nothing older than what it has. */
    final class Reader {
        private final Map<String, Long> revisions = new HashMap<>();
        private final WholeSessions sessions = new WholeSessions();
        private final Map<String, SessionRisk> known = new HashMap<>();
        private int read;

        Reader reads(List<Record<byte[], byte[]>> log) {
            for (; read < log.size(); read++) take(log.get(read));
            return this;
        }

        private void take(Record<byte[], byte[]> record) {
            var key = key(record);
            if (record.value() == null) {
                revisions.remove(key);
                sessions.without(key);
                return;
            }
            var its = decoded.computeIfAbsent(record, ToldSessions::decoded);
            if (its.revision() <= revisions.getOrDefault(key, 0L)) return;
            revisions.put(key, its.revision());
            sessions.with(its).ifPresent(session -> known.put(session.key(), session));
        }

        @Nullable
        SessionRisk of(String session) {
            return known.get(session);
        }
    }

    /** What a reader finds that begins now: of the records before this place only the last of each key is left. */
    List<Record<byte[], byte[]>> compacted(int until) {
        var last = new HashMap<String, Integer>();
        for (int i = 0; i < log.size(); i++) last.put(key(log.get(i)), i);
        var left = new ArrayList<Record<byte[], byte[]>>();
        for (int i = 0; i < log.size(); i++) if (i >= until || last.get(key(log.get(i))) == i) left.add(log.get(i));
        return left;
    }

    /** The same without some of the segments. */
    List<Record<byte[], byte[]>> without(Predicate<Record<byte[], byte[]>> lost) {
        return log.stream()
                .filter(record -> !isSegment(record) || !lost.test(record))
                .toList();
    }

    /** Keys that have a value once all is compacted. */
    Set<String> keys() {
        var keys = new HashSet<String>();
        for (var record : log) {
            if (record.value() == null) keys.remove(key(record));
            else keys.add(key(record));
        }
        return keys;
    }

    static boolean isSegment(Record<byte[], byte[]> record) {
        return SessionSegment.isKey(key(record));
    }

    static String key(Record<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }

    private static SessionRecord decoded(Record<byte[], byte[]> record) {
        try {
            return CloudEventCodec.decode(SessionRecord.FAMILY, Wire.of(record)).data();
        } catch (Unreadable e) {
            throw new AssertionError("a record that nobody can read", e);
        }
    }
}
