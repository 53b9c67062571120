package dev.mandate.lifecycle.catalog;

import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of catalogue entries, in the order in which an import applies them: what is referred to comes first. */
enum Kind {
    ROLE("role", "roles", CatalogEntry.Role.class),
    APPLICATION("application", "applications", CatalogEntry.Application.class),
    TOOL("tool", "tools", CatalogEntry.Tool.class),
    MODEL("model", "models", CatalogEntry.Model.class),
    SURFACE("surface", "surfaces", CatalogEntry.Surface.class),
    DOMAIN("domain", "domains", CatalogEntry.Domain.class);

    static final List<String> PLURALS = Stream.of(values()).map(Kind::plural).toList();

    private final String singular;
    private final String plural;
    private final Class<? extends CatalogEntry> type;

    Kind(String singular, String plural, Class<? extends CatalogEntry> type) {
        this.singular = singular;
        this.plural = plural;
        this.type = type;
    }

    String singular() {
        return singular;
    }

    String plural() {
        return plural;
    }

    Class<? extends CatalogEntry> type() {
        return type;
    }

    /** Either form: {@code tool} or {@code tools}. */
    static Optional<Kind> named(String name) {
        return Stream.of(values())
                .filter(kind -> kind.singular.equals(name) || kind.plural.equals(name))
                .findFirst();
    }
}
