package dev.mandate.audit.engine.sigma.correlation.types;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A story that a rule must, or must not, recognise.
 *
 * @param positive whether at least one match is expected; otherwise none
 */
public record RuleTestCase(String name, boolean positive, List<EventFields> events) {
    /** An event written in a rule file: {@code at} as 10:04 or as an instant, {@code id} if it matters, {@code times} if it happened more than once, then fields. */
    public record Event(String id, Instant at, Map<String, List<Object>> fields) implements EventFields {
        @Override
        public List<?> values(String field) {
            return fields.getOrDefault(field, List.of());
        }

        @Override
        public Collection<List<Object>> everything() {
            return fields.values();
        }
    }
}
