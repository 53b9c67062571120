package dev.mandate.audit.transparency;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.EventFamilies;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.PlainText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a line says what its record says: what this version makes of the bytes is held against the line's event. Members that only one of
 * them has are passed over, since another version may have written the line; what this version can't read is no difference.
 */
final class RecordReading {
    private static final Map<String, EventFamily<?>> FAMILIES = EventFamilies.all().stream()
            .collect(Collectors.toMap(family -> family.topic().name(), Function.identity()));
    /** How the trail writes what PostgreSQL has no place for begins with it. */
    private static final char ESCAPED = '\uFFFD';

    private RecordReading() {}

    /** In words, beginning with a verb. */
    static Optional<String> difference(TrailLine line) {
        if (line.original() == null) return Optional.empty();
        try {
            var record = EventJson.mapper().readTree(line.original());
            var isWhole = record.path("specversion").isTextual()
                    && record.path("data").isObject();
            if (isWhole && !line.eventId().equals(record.path("id").asText()))
                return Optional.of("isn't about the event that its record is");
            var family = FAMILIES.get(line.topic());
            var type = family == null ? null : family.classOf(line.type());
            if (type == null) return Optional.empty();
            var event = EventJson.mapper().treeToValue(isWhole ? record.path("data") : record, type);
            JsonNode read = EventJson.mapper().valueToTree(event);
            return differs("", read, EventJson.mapper().readTree(line.payload()))
                    .map(where -> "says something else than its record at " + PlainText.quoted(where, 100));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> differs(String at, JsonNode read, JsonNode told) {
        if (read.isObject() && told.isObject()) {
            for (var names = read.fieldNames(); names.hasNext(); ) {
                var name = names.next();
                if (!told.has(name)) continue;
                var differs = differs(at + "/" + name, read.get(name), told.get(name));
                if (differs.isPresent()) return differs;
            }
            return Optional.empty();
        }
        if (read.isArray() && told.isArray() && read.size() == told.size()) {
            for (int item = 0; item < read.size(); item++) {
                var differs = differs(at + "/" + item, read.get(item), told.get(item));
                if (differs.isPresent()) return isReordered(read, told) ? Optional.empty() : differs;
            }
            return Optional.empty();
        }
        return isSame(read, told) ? Optional.empty() : Optional.of(at);
    }

    /** Sets have another order in each process. */
    private static boolean isReordered(JsonNode read, JsonNode told) {
        var left = new ArrayList<JsonNode>();
        told.forEach(left::add);
        for (var item : read) if (!takes(left, item)) return false;
        return left.isEmpty();
    }

    private static boolean takes(List<JsonNode> left, JsonNode item) {
        for (var other : left) if (differs("", item, other).isEmpty()) return left.remove(other);
        return false;
    }

    private static boolean isSame(JsonNode read, JsonNode told) {
        if (read.isNumber() && told.isNumber()) return read.decimalValue().compareTo(told.decimalValue()) == 0;
        if (read.isTextual() && told.isTextual() && told.textValue().indexOf(ESCAPED) >= 0) return true;
        return read.equals(told);
    }
}
