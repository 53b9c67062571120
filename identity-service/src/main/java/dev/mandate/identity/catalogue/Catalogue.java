package dev.mandate.identity.catalogue;

import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.messaging.projection.StateListener;
import dev.mandate.messaging.projection.StateProjection;
import dev.mandate.messaging.projection.StateProjections;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All roles and tools of {@code lifecycle.catalog.v1}, in each replica; the service is ready once it has them. */
@ApplicationScoped
public class Catalogue implements StateListener<CatalogEntry> {
    private static final String ROLE = "role:";
    private static final String TOOL = "tool:";

    private final Map<String, List<String>> inherited = new ConcurrentHashMap<>();
    private final Map<String, CatalogueTool> tools = new ConcurrentHashMap<>();
    private final Set<String> unreadableRoles = ConcurrentHashMap.newKeySet();
    private final StateProjection<CatalogEntry> projection;

    @Inject
    Catalogue(StateProjections projections) {
        this.projection = projections.of(CatalogEntry.FAMILY, this);
    }

    void start(@Observes StartupEvent event) {
        projection.start();
    }

    @PreDestroy
    void stop() {
        projection.close();
    }

    /** False while it is being read for the first time. */
    public boolean isRead() {
        return projection.caughtUp();
    }

    /** Runs it whenever something was read; it must not hold that up. */
    public void whenever(Runnable read) {
        projection.whenever(read);
    }

    /** False while the catalogue is being read, or where one of its roles can't be: who holds which by another isn't sure then. */
    public boolean rolesAreKnown() {
        return isRead() && unreadableRoles.isEmpty();
    }

    /** Ids of all that there are. */
    public Set<String> roles() {
        return Set.copyOf(inherited.keySet());
    }

    /** These, with all that they inherit. */
    public Set<String> withInherited(Collection<String> held) {
        var all = new HashSet<String>();
        var open = new ArrayDeque<>(held);
        while (!open.isEmpty()) {
            var role = open.pop();
            if (all.add(role)) open.addAll(inherited.getOrDefault(role, List.of()));
        }
        return all;
    }

    /** Whether it has none, so that nothing can be said of one that is missing. */
    public boolean hasNoTools() {
        return tools.isEmpty();
    }

    public Optional<CatalogueTool> tool(String id) {
        return Optional.ofNullable(tools.get(id));
    }

    /**
     * Those of an MCP server by their titles: that were accepted as its tools. Where none is known as that, since they were registered by hand, those of
     * the application of its name, and those whose own name begins with it, as the gateway calls what its file names otherwise nowhere.
     */
    public List<CatalogueTool> ofServer(String server, int most) {
        var accepted = first(tool -> server.equals(tool.server()), most);
        return accepted.isEmpty() ? first(tool -> tool.isNamedLike(server), most) : accepted;
    }

    private List<CatalogueTool> first(Predicate<CatalogueTool> wanted, int most) {
        return tools.values().stream()
                .filter(wanted)
                .sorted(Comparator.comparing(CatalogueTool::title).thenComparing(CatalogueTool::id))
                .limit(most)
                .toList();
    }

    @Override
    public void applied(CatalogEntry entry) {
        if (entry instanceof CatalogEntry.Role role) {
            unreadableRoles.remove(role.key());
            if (role.deleted()) inherited.remove(role.id());
            else inherited.put(role.id(), role.inherits());
        }
        if (entry instanceof CatalogEntry.Tool tool) {
            if (tool.deleted()) tools.remove(tool.id());
            else tools.put(tool.id(), CatalogueTool.of(tool));
        }
    }

    /** Of a tool the words stay that it had. */
    @Override
    public void unreadable(String key, String reason) {
        if (key.startsWith(ROLE)) unreadableRoles.add(key);
    }

    @Override
    public void removed(String key) {
        unreadableRoles.remove(key);
        if (key.startsWith(ROLE)) inherited.remove(key.substring(ROLE.length()));
        if (key.startsWith(TOOL)) tools.remove(key.substring(TOOL.length()));
    }
}
