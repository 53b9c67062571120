package dev.mandate.identity.catalogue;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.limits.ToolArgument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tool in the catalogue's words, for pages: nothing is decided by it.
 *
 * @param description null where its owner says nothing
 * @param server MCP server as whose tool it was accepted; null for none
 * @param labels what it can do
 * @param arguments empty where they aren't known
 */
public record CatalogueTool(
        String id,
        String title,
        @Nullable String description,
        String application,
        @Nullable String server,
        Set<ToolLabel> labels,
        Optional<List<ToolArgument>> arguments) {
    public CatalogueTool {
        labels = Set.copyOf(labels);
    }

    /** Its schema is read once, and not with each page. */
    static CatalogueTool of(CatalogEntry.Tool tool) {
        return new CatalogueTool(
                tool.id(),
                tool.title(),
                tool.description(),
                tool.application(),
                tool.server(),
                tool.labels(),
                ToolArgument.of(tool.argumentsSchema()));
    }

    /** It may be this server's though nobody accepted it so: of the application of its name, or called as the gateway calls its tools. */
    boolean isNamedLike(String its) {
        return server == null && (application.equals(its) || id.startsWith(its + "."));
    }
}
