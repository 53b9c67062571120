package dev.mandate.identity.consent;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.Topics;
import dev.mandate.identity.catalogue.Catalogue;
import io.quarkus.arc.Arc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** Tools as lifecycle-service tells of them. */
public final class CataloguedTools {
    private CataloguedTools() {}

    /** It is known here once this returns. */
    public static void has(String application, String id, String title, ToolLabel... labels) {
        has(new CatalogEntry.Tool(id, 1, false, title, application, Set.of(labels), Map.of(), null));
    }

    /** One whose arguments are texts, or lists of texts or numbers by {@code name[]} and {@code name#}. */
    public static void has(String application, String id, String title, List<String> arguments, ToolLabel... labels) {
        var properties = new HashMap<String, Object>();
        for (var argument : arguments) {
            var text = Map.<String, Object>of("type", "string");
            if (argument.endsWith("[]"))
                properties.put(argument.substring(0, argument.length() - 2), Map.of("type", "array", "items", text));
            else if (argument.endsWith("#"))
                properties.put(argument.substring(0, argument.length() - 1), Map.of("type", "number"));
            else properties.put(argument, text);
        }
        var schema = Map.<String, Object>of("type", "object", "properties", properties);
        has(new CatalogEntry.Tool(id, 1, false, title, application, Set.of(labels), schema, null));
    }

    /** One that somebody accepted as this MCP server's. */
    static void accepted(String server, String id, String title) {
        has(new CatalogEntry.Tool(id, 1, false, title, server, Set.of(), Map.of(), null, null, server));
    }

    private static void has(CatalogEntry.Tool tool) {
        Topics.publish(CatalogEntry.FAMILY, tool);
        Awaitility.await()
                .atMost(Topics.SOON)
                .until(() -> Arc.container()
                        .instance(Catalogue.class)
                        .get()
                        .tool(tool.id())
                        .isPresent());
    }
}
