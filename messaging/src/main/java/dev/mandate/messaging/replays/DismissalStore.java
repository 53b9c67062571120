package dev.mandate.messaging.replays;

import dev.mandate.messaging.replays.DeadLetterView.Dismissal;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** About which dead letters somebody said that nothing is to be done. In the caller's session. */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
class DismissalStore {
    private static final String ADD = """
            INSERT INTO dismissed_dead_letter (letter, refused_at, reason, by, at) VALUES (?1, ?2, ?3, ?4, clock_timestamp()) \
            ON CONFLICT (letter, refused_at) DO NOTHING""";

    /** Its letter is long gone from the topic, which keeps them for 90 days. */
    private static final String FORGET =
            "DELETE FROM dismissed_dead_letter WHERE at < clock_timestamp() - interval '180 days'";

    private static final String FIND = """
            SELECT letter, refused_at, by, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), reason FROM dismissed_dead_letter \
            WHERE letter IN (SELECT CAST(one AS bigint) FROM unnest(string_to_array(?1, ',')) AS one)""";

    /** Which letter, whatever became of its topic. */
    record Key(long letter, String refusedAt) {
        static Key of(DeadLetterView view) {
            return new Key(view.letter(), view.at().toString());
        }
    }

    /** @return false if somebody had said so before */
    Uni<Boolean> add(Key letter, String reason, String by) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FORGET)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery(ADD)
                                .setParameter(1, letter.letter())
                                .setParameter(2, letter.refusedAt())
                                .setParameter(3, reason)
                                .setParameter(4, by)
                                .executeUpdate()))
                .map(added -> added == 1);
    }

    /** Of these letters. */
    Uni<Map<Key, Dismissal>> of(Collection<DeadLetterView> letters) {
        if (letters.isEmpty()) return Uni.createFrom().item(Map.of());
        var numbers =
                letters.stream().map(letter -> Long.toString(letter.letter())).collect(Collectors.joining(","));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter(1, numbers)
                        .getResultList())
                .map(rows -> {
                    var found = new HashMap<Key, Dismissal>();
                    for (var row : rows)
                        found.put(
                                new Key(((Number) row[0]).longValue(), (String) row[1]),
                                new Dismissal((String) row[2], Instant.parse((String) row[3]), (String) row[4]));
                    return found;
                });
    }
}
