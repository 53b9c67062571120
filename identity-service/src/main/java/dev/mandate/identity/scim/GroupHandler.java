package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.resources.Group;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import java.util.LinkedHashSet;

/** {@code /Groups}. */
class GroupHandler extends EntryHandler<Group> {
    private static final String MEMBERS = "members";

    private final Groups groups;

    GroupHandler(ScimReading reading, Groups groups) {
        super(ScimKind.GROUP, reading);
        this.groups = groups;
    }

    @Override
    void complete(ObjectNode resource, ScimEntry kept) {
        if (kept.related().isEmpty()) return;
        var members = resource.putArray(MEMBERS);
        for (var member : kept.related()) {
            var one = members.addObject().put("value", member.id());
            if (member.name() != null) one.put("display", member.name());
            ScimKind.of(member.id()).ifPresent(kind -> one.put("type", kind.resourceType));
        }
    }

    private Groups.Written written(Group resource) {
        var content = content(resource);
        var members = new LinkedHashSet<String>();
        content.path(MEMBERS).forEach(member -> members.add(member.path("value").asText()));
        content.remove(MEMBERS);
        return new Groups.Written(content, members);
    }

    @Override
    public Group createResource(Group resource, Context context) {
        var by = ScimCaller.of(context).provisioner();
        return written(ScimWork.write(() -> groups.create(written(resource), by)));
    }

    @Override
    public Group updateResource(Group resource, Context context) {
        var caller = ScimCaller.of(context);
        var id = idOf(resource);
        var seen = caller.seen(id);
        return written(ScimWork.write(() -> groups.replace(id, seen, written(resource), caller.provisioner())));
    }

    @Override
    public void deleteResource(String id, Context context) {
        var caller = ScimCaller.of(context);
        var seen = caller.seen(id);
        ScimWork.write(() -> groups.delete(id, seen, caller.provisioner()));
    }
}
