package dev.mandate.identity.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.messaging.names.NearName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that SCIM requires and a request lacks, beside one that is nearly called so: what isn't known is ignored, so that the refusal
 * alone can say which was probably meant.
 */
final class MissingAttribute {
    private static final int MOST_LOOKED_AT = 30;

    private MissingAttribute() {}

    /** @param about what the library says by attribute */
    static Optional<String> meant(JsonNode about, @Nullable String body) {
        if (body == null || !about.isObject()) return Optional.empty();
        var written = names(body);
        for (var attribute : about.properties()) {
            var name = attribute.getKey().substring(attribute.getKey().lastIndexOf(':') + 1);
            if (written.contains(name)) continue;
            var near = NearName.of(name, written);
            if (!near.isEmpty())
                return Optional.of("did you mean " + name + " by `" + NearName.shown(near.get(0)) + "`?");
        }
        return Optional.empty();
    }

    /** Of the resource, and of each extension in it. */
    private static LinkedHashSet<String> names(String body) {
        var names = new LinkedHashSet<String>();
        try {
            for (var member : first(EventJson.mapper().readTree(body))) {
                names.add(member.getKey());
                for (var inside : first(member.getValue())) names.add(inside.getKey());
            }
        } catch (JsonProcessingException e) {
            names.clear(); // the library has said so
        }
        return names;
    }

    private static ArrayList<Map.Entry<String, JsonNode>> first(JsonNode node) {
        var first = new ArrayList<Map.Entry<String, JsonNode>>();
        if (node.isObject()) node.properties().stream().limit(MOST_LOOKED_AT).forEach(first::add);
        return first;
    }
}
