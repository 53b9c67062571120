package dev.mandate.audit.engine.surroundings;

import dev.mandate.events.lifecycle.CatalogEntry;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The part of the catalogue that rules depend on: tools with their labels, and the organisation's own domains. */
public final class Catalog {
    private final Map<String, CatalogEntry> entries = new ConcurrentHashMap<>();

    public void apply(CatalogEntry entry) {
        if (entry.deleted()) entries.remove(key(entry));
        else if (entry instanceof CatalogEntry.Tool || entry instanceof CatalogEntry.Domain)
            entries.put(key(entry), entry);
    }

    public void forget(String key) {
        entries.remove(key.startsWith("domain:") ? key.toLowerCase(Locale.ROOT) : key);
    }

    public Optional<CatalogEntry.Tool> tool(String id) {
        return Optional.ofNullable((CatalogEntry.Tool) entries.get("tool:" + id));
    }

    /** A domain that is registered, or below one that is. */
    public boolean ownDomain(String domain) {
        for (var name = domain; ; name = name.substring(name.indexOf('.') + 1)) {
            if (entries.containsKey("domain:" + name)) return true;
            if (name.indexOf('.') < 0) return false;
        }
    }

    private static String key(CatalogEntry entry) {
        return entry instanceof CatalogEntry.Domain ? entry.key().toLowerCase(Locale.ROOT) : entry.key();
    }
}
