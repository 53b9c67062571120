package dev.mandate.lifecycle.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mandate.events.cloudevents.EventJson;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/**
 * Native statements of the current transaction whose rows travel as JSON text, so that a batch is one parameter and one round
 * trip whatever its columns are. A select returns one column, a JSON object as text.
 */
public final class Rows {
    private Rows() {}

    public static <T> Uni<List<T>> select(String sql, Map<String, ?> parameters, Class<T> type) {
        return Panache.getSession()
                .chain(session -> {
                    var query = session.<String>createNativeQuery(sql);
                    parameters.forEach(query::setParameter);
                    return query.getResultList();
                })
                .map(rows -> rows.stream().map(row -> read(row, type)).toList());
    }

    public static Uni<Integer> execute(String sql, Map<String, ?> parameters) {
        return Panache.getSession().chain(session -> {
            var query = session.createNativeQuery(sql);
            parameters.forEach(query::setParameter);
            return query.executeUpdate();
        });
    }

    public static String json(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row can't be read as " + type.getSimpleName(), e);
        }
    }
}
