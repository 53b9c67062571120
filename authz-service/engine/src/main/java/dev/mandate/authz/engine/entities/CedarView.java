package dev.mandate.authz.engine.entities;

import dev.mandate.authz.engine.cedar.Entities;
import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The directory as Cedar entities, at one instant: a grant whose end has passed is not held, without anyone revoking it. */
public final class CedarView implements Entities {
    private static final Set<EntityUid> CALL_ONLY = Set.of(CedarNames.CALL);

    private final Directory directory;
    private final Instant now;
    private final @Nullable Entity described;
    private final @Nullable Entity used;
    private final SignedInOn signedIn;

    /**
     * Who asks, and on which device he signed in; of everybody else it isn't known.
     *
     * @param device as {@link dev.mandate.events.identity.KnownDevice} names it; null where it isn't known
     */
    public record SignedInOn(String person, @Nullable String device) {
        static final SignedInOn NOWHERE = new SignedInOn("", null);
    }

    public CedarView(Directory directory, Instant now) {
        this(directory, now, null);
    }

    /** @param described a resource that no projection knows, as its application describes it; null without one */
    public CedarView(Directory directory, Instant now, @Nullable Entity described) {
        this(directory, now, described, null, SignedInOn.NOWHERE);
    }

    /** @param used the tool that is asked about, where its call can do more than it is registered with; null where it can't */
    public CedarView(
            Directory directory, Instant now, @Nullable Entity described, @Nullable Tool used, SignedInOn signedIn) {
        this.directory = directory;
        this.now = now;
        this.described = described;
        this.used = used == null ? null : ToolEntities.action(used);
        this.signedIn = signedIn;
    }

    @Override
    public @Nullable Entity get(EntityUid uid) {
        return switch (uid.type()) {
            case CedarNames.PERSON -> person(uid.id());
            case CedarNames.AGENT -> agent(uid);
            case CedarNames.ACTION -> action(uid);
            case CedarNames.TOOL -> tool(uid);
            case CedarNames.MODEL -> model(uid);
            case CedarNames.SURFACE -> surface(uid);
            case CedarNames.ROLE -> role(uid);
            case CedarNames.APPLICATION -> new EntityRecord(uid, Map.of(), Map.of(), Set.of());
            default -> described != null && uid.equals(described.uid()) ? described : null;
        };
    }

    public @Nullable PersonEntity person(String id) {
        var access = directory.access().get(id).state();
        if (access == null) return null;
        var identity = directory.identities().get(id).state();
        var on = id.equals(signedIn.person()) ? signedIn.device() : null;
        var device = identity == null ? null : identity.postureOf(on, now);
        return PersonEntity.of(access, device, directory.catalogue(), now);
    }

    private @Nullable Entity agent(EntityUid uid) {
        var state = directory.identities().get(uid.id()).state();
        return state == null ? null : new AgentEntity(uid, state);
    }

    private Entity action(EntityUid uid) {
        if (CedarNames.reserved(uid.id())) {
            var group = !uid.equals(CedarNames.CALL) && !uid.equals(CedarNames.USE);
            return new EntityRecord(uid, Map.of(), Map.of(), group ? CALL_ONLY : Set.of());
        }
        if (used != null && uid.equals(used.uid())) return used;
        var tool = directory.catalogue().toolEntities(uid.id());
        return tool == null ? new EntityRecord(uid, Map.of(), Map.of(), Set.of()) : tool.action();
    }

    private @Nullable Entity tool(EntityUid uid) {
        var tool = directory.catalogue().toolEntities(uid.id());
        return tool == null ? null : tool.resource();
    }

    private @Nullable Entity model(EntityUid uid) {
        var model = directory.catalogue().model(uid.id()).state();
        if (model == null) return null;
        return new EntityRecord(
                uid,
                Map.of("provider", CedarValues.text(model.provider()), "tags", CedarValues.texts(model.tags())),
                Map.of(),
                Set.of());
    }

    private @Nullable Entity surface(EntityUid uid) {
        var surface = directory.catalogue().surface(uid.id()).state();
        if (surface == null) return null;
        return new EntityRecord(uid, Map.of("tags", CedarValues.texts(surface.tags())), Map.of(), Set.of());
    }

    private Entity role(EntityUid uid) {
        var ancestors = new HashSet<>(directory.catalogue().heldWith(uid.id()));
        ancestors.remove(uid);
        return new EntityRecord(uid, Map.of(), Map.of(), ancestors);
    }
}
