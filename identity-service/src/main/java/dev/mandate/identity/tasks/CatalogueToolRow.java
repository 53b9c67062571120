package dev.mandate.identity.tasks;

import dev.mandate.events.lifecycle.ToolLabel;
import dev.mandate.identity.limits.ToolArgument;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "catalogue_tools")
@SuppressWarnings("NullAway.Init")
class CatalogueToolRow {
    @Id
    String id;

    long revision;

    boolean deleted;

    String title;

    @Nullable
    String description;

    /** That it belongs to; null for one that came before this was kept. */
    @Nullable
    String application;

    /** MCP server as whose tool it was accepted; null for none, and for one that came before this was kept. */
    @Nullable
    String server;

    /** Separated by spaces; null for one that came before they were kept. */
    @Nullable
    String labels;

    /** As {@link ToolArgument#write} has them; null where they aren't known, and for one that came before they were kept. */
    @Nullable
    String arguments;

    Optional<List<ToolArgument>> arguments() {
        return Optional.ofNullable(arguments).map(ToolArgument::read);
    }

    /** What it can do; empty where that isn't known here. */
    Optional<Set<ToolLabel>> labels() {
        return Optional.ofNullable(labels)
                .map(text -> Stream.of(text.split(" "))
                        .filter(label -> !label.isEmpty())
                        .map(ToolLabel::of)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
