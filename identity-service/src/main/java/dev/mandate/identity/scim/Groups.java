package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.GroupEvent;
import dev.mandate.events.identity.ProvisioningAct;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.result.Result;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Groups as an identity provider keeps them: a name, and who of its own is in it. A group gives nobody anything; roles are given by
 * lifecycle-service alone. Every method needs a transaction.
 */
@ApplicationScoped
class Groups {
    /** One record tells of all that came and went. */
    static final int MOST_MEMBERS = 5_000;

    private static final int LONGEST_NAME = 200;

    private final ScimStore store;
    private final ClientRoom room;
    private final Outbox outbox;
    private final InstantSource clock;

    Groups(ScimStore store, ClientRoom room, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.room = room;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @param content without members */
    record Written(ObjectNode content, Set<String> members) {
        Written {
            members = Set.copyOf(members);
        }
    }

    Uni<Result<ScimRow, ScimRefusal>> create(Written group, Provisioner by) {
        var row = ScimRow.of(ScimKind.nextGroup(), ScimKind.GROUP, by, clock.instant());
        return room.oneMore(ScimKind.GROUP, by)
                .chain(free -> free.chain(ok -> checked(row, group, by)))
                .chain(result -> result.chain(ok -> {
                    row.become(group.content(), null, clock.instant());
                    return store.persist(row)
                            .chain(() -> members(row, ProvisioningAct.CREATED, Set.of(), group.members(), by));
                }));
    }

    /** @param seen the version that the change was made of; null where none was named */
    Uni<Result<ScimRow, ScimRefusal>> replace(String id, @Nullable Long seen, Written group, Provisioner by) {
        return store.held(by.client(), ScimKind.GROUP, id, seen)
                .chain(found -> found.chain(row -> checked(row, group, by)
                        .chain(result -> result.chain(ok -> store.membersOf(Set.of(id))
                                .map(Groups::memberIds)
                                .chain(before -> changed(row, before, group, by))))));
    }

    private Uni<Result<ScimRow, ScimRefusal>> changed(ScimRow row, Set<String> before, Written group, Provisioner by) {
        var same = row.content().equals(group.content());
        if (same && before.equals(group.members())) return Result.nowDone(row);
        if (same) row.touched(clock.instant());
        else row.become(group.content(), null, clock.instant());
        return members(row, ProvisioningAct.CHANGED, before, group.members(), by);
    }

    Uni<Result<ScimRow, ScimRefusal>> delete(String id, @Nullable Long seen, Provisioner by) {
        return store.held(by.client(), ScimKind.GROUP, id, seen)
                .chain(found -> found.chain(row -> {
                    var name = row.content().path("displayName").asText();
                    row.delete(clock.instant());
                    return store.leaveAll(id)
                            .chain(() -> outbox.publish(
                                    AdministrationEvent.FAMILY,
                                    new GroupEvent.Provisioned(
                                            id,
                                            ProvisioningAct.DELETED,
                                            name,
                                            0,
                                            List.of(),
                                            List.of(),
                                            by.by().by())))
                            .replaceWith(() -> Result.done(row));
                }));
    }

    private Uni<Result<ScimRow, ScimRefusal>> checked(ScimRow row, Written group, Provisioner by) {
        var large = ClientRoom.tooLarge(group.content());
        if (large.isPresent()) return Result.nowRefused(large.get());
        var name = group.content().path("displayName").asText();
        if (name.isBlank() || name.length() > LONGEST_NAME || !PlainText.is(name))
            return Result.nowRefused(ScimRefusal.badValue(
                    "displayName is a text of 1 to " + LONGEST_NAME + " characters, which " + PlainText.RULE));
        if (group.members().size() > MOST_MEMBERS)
            return Result.nowRefused(ScimRefusal.badValue("a group has at most " + MOST_MEMBERS + " members"));
        if (group.members().contains(row.id))
            return Result.nowRefused(ScimRefusal.badValue("a group is no member of itself"));
        return store.ofClient(by.client(), group.members()).map(known -> {
            var missing = new TreeSet<>(group.members());
            known.forEach(each -> missing.remove(each.id));
            return missing.isEmpty() ? Result.done(row) : Result.refused(ScimRefusal.unknown(missing.first()));
        });
    }

    private Uni<Result<ScimRow, ScimRefusal>> members(
            ScimRow row, ProvisioningAct act, Set<String> before, Set<String> after, Provisioner by) {
        var came = besides(after, before);
        var went = besides(before, after);
        var fact = new GroupEvent.Provisioned(
                row.id,
                act,
                row.content().path("displayName").asText(),
                after.size(),
                identities(came),
                identities(went),
                by.by().by());
        return store.enter(row.id, came)
                .chain(() -> store.leave(row.id, went))
                .chain(() -> outbox.publish(AdministrationEvent.FAMILY, fact))
                .replaceWith(() -> Result.done(row));
    }

    private static Set<String> memberIds(Collection<ScimStore.Membership> memberships) {
        return memberships.stream().map(ScimStore.Membership::member).collect(Collectors.toSet());
    }

    private static Set<String> besides(Set<String> all, Set<String> others) {
        var rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    /** Groups in a group are in neither list. */
    private static List<IdentityId> identities(Collection<String> ids) {
        return ids.stream().flatMap(id -> IdentityId.parse(id).stream()).toList();
    }
}
