package dev.mandate.authz.engine.entities;

import dev.mandate.arguments.schema.Compiled;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.events.authz.Established;
import dev.mandate.events.lifecycle.CatalogEntry;
import dev.mandate.events.lifecycle.CatalogEntry.Application;
import dev.mandate.events.lifecycle.CatalogEntry.Model;
import dev.mandate.events.lifecycle.CatalogEntry.Role;
import dev.mandate.events.lifecycle.CatalogEntry.Surface;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.TrustedField;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The catalogue of {@code lifecycle.catalog.v1}, with the role hierarchy closed. */
public final class Catalogue {
    private static final String APPLICATION = "application:";
    private static final String SURFACE = "surface:";
    private static final Known<DeclaredType> UNDECLARED = new Known<>(null, false);

    private final StateTable<CatalogEntry> entries = new StateTable<>();
    private final Map<String, ToolEntities> tools = new ConcurrentHashMap<>();
    private final AtomicLong revision = new AtomicLong();
    private volatile List<Role> roles = List.of();
    private volatile Map<String, Set<EntityUid>> heldWith = Map.of();
    private volatile Map<String, Known<DeclaredType>> resourceTypes = Map.of();
    private volatile SurfacePlaces places = SurfacePlaces.NONE;

    /** By key of the application, what it declares; of the thread that tells state alone. Most declare nothing. */
    private final Map<String, List<DeclaredType>> declaredBy = new HashMap<>();

    public void apply(CatalogEntry entry) {
        // What is made of a tool is there before it, so that whoever finds the tool finds that.
        if (entry instanceof Tool tool && !tool.deleted()) tools.put(tool.key(), ToolEntities.of(tool));
        entries.apply(entry.key(), entry);
        revision.accumulateAndGet(entry.revision(), Math::max);
        if (entry instanceof Role) closeRoles();
        if (entry instanceof Surface) placeSurfaces();
        if (entry instanceof Application application) declareTypes(application);
        if (entry instanceof Tool tool && tool.deleted()) tools.remove(tool.key());
    }

    public void unreadable(String key) {
        entries.unreadable(key);
        tools.remove(key);
        if (declaredBy.containsKey(key)) declareTypes();
        if (key.startsWith(SURFACE)) placeSurfaces();
    }

    public void forget(String key) {
        entries.forget(key);
        tools.remove(key);
        if (key.startsWith("role:")) closeRoles();
        if (key.startsWith(SURFACE)) placeSurfaces();
        if (declaredBy.remove(key) != null) declareTypes();
    }

    public Known<Tool> tool(String id) {
        return entry("tool:" + id, Tool.class);
    }

    /** Null for a tool that is not registered, or can't be read. */
    @Nullable
    ToolEntities toolEntities(String id) {
        return tools.get("tool:" + id);
    }

    /** What the schema of a tool's arguments came to; null for a tool that is not registered, or can't be read. */
    public @Nullable Compiled arguments(String tool) {
        var entities = toolEntities(tool);
        return entities == null ? null : entities.arguments();
    }

    /** Of the results of a tool, those that only the service behind it fills; none of one that isn't registered, or can't be read. */
    public Set<TrustedField> trustedFields(String tool) {
        var known = tool(tool).state();
        return known == null || known.deleted() ? Set.of() : known.trustedFieldsOrNone();
    }

    public Known<Model> model(String id) {
        return entry("model:" + id, Model.class);
    }

    public Known<Surface> surface(String id) {
        return entry(SURFACE + id, Surface.class);
    }

    /** On which whoever comes from there is; none for what can't be read. */
    public List<Surface> surfacesOf(Established established) {
        return places.of(established);
    }

    public Known<Role> role(String id) {
        return entry("role:" + id, Role.class);
    }

    public Known<Application> application(String id) {
        return entry(APPLICATION + id, Application.class);
    }

    /** A domain that is registered as the organisation's own, or below one that is; in lower case, without a dot at the end. */
    public boolean ownDomain(String domain) {
        for (var name = domain; ; name = name.substring(name.indexOf('.') + 1)) {
            var known = entries.get("domain:" + name).state();
            if (known != null && !known.deleted()) return true;
            if (name.indexOf('.') < 0) return false;
        }
    }

    /** The type of this name that an application declares; unreadable also where two applications do, for a moment. */
    public Known<DeclaredType> resourceType(String type) {
        return resourceTypes.getOrDefault(type, UNDECLARED);
    }

    /** Types of resources that this client may ask about and that declare this action, sorted. */
    public List<String> typesOf(String client, String action) {
        return resourceTypes.values().stream()
                .map(Known::state)
                .filter(declared ->
                        declared != null && declared.application().clients().contains(client))
                .filter(declared -> declared.type().actions().contains(action))
                .map(declared -> declared.type().type())
                .sorted()
                .toList();
    }

    /** The role and all that it inherits; empty for one that the catalogue doesn't have. */
    public Set<EntityUid> heldWith(String role) {
        return heldWith.getOrDefault(role, Set.of());
    }

    /** Sorted by id; made once, since each refusal looks for those that would help. */
    public List<Role> roles() {
        return roles;
    }

    /** Sorted by id. */
    public <T extends CatalogEntry> List<T> all(Class<T> kind) {
        return entries.all().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(Comparator.comparing(CatalogEntry::id))
                .toList();
    }

    /** The highest revision of any entry so far. */
    public long revision() {
        return revision.get();
    }

    private <T extends CatalogEntry> Known<T> entry(String key, Class<T> kind) {
        var known = entries.get(key);
        return new Known<>(kind.isInstance(known.state()) ? kind.cast(known.state()) : null, known.unreadable());
    }

    private void declareTypes(Application application) {
        var types = application.deleted() ? List.<DeclaredType>of() : DeclaredType.of(application);
        var before = types.isEmpty() ? declaredBy.remove(application.key()) : declaredBy.put(application.key(), types);
        if (before != null || !types.isEmpty()) declareTypes();
    }

    private void declareTypes() {
        var types = new HashMap<String, Known<DeclaredType>>();
        declaredBy.forEach((key, declared) -> {
            var unreadable = entries.get(key).unreadable();
            for (var type : declared)
                types.merge(
                        type.type().type(),
                        new Known<>(unreadable ? null : type, unreadable),
                        (one, other) -> new Known<>(null, true));
        });
        resourceTypes = Map.copyOf(types);
    }

    private void placeSurfaces() {
        places = SurfacePlaces.of(all(Surface.class).stream()
                .filter(surface -> !entries.get(surface.key()).unreadable())
                .toList());
    }

    private void closeRoles() {
        var sorted = all(Role.class);
        var byId = new HashMap<String, Role>();
        for (var role : sorted) byId.put(role.id(), role);
        var closed = new HashMap<String, Set<EntityUid>>();
        for (var id : byId.keySet()) {
            var held = new HashSet<EntityUid>();
            collect(id, byId, held);
            closed.put(id, Set.copyOf(held));
        }
        heldWith = Map.copyOf(closed);
        roles = sorted;
    }

    private static void collect(String id, Map<String, Role> roles, Set<EntityUid> held) {
        var role = roles.get(id);
        if (role == null || !held.add(CedarNames.role(id))) return;
        for (var inherited : role.inherits()) collect(inherited, roles, held);
    }
}
