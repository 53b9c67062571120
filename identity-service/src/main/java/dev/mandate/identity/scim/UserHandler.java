package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.resources.User;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;

/** {@code /Users}. */
class UserHandler extends EntryHandler<User> {
    private final Users users;

    UserHandler(ScimReading reading, Users users) {
        super(ScimKind.USER, reading);
        this.users = users;
    }

    @Override
    void complete(ObjectNode resource, ScimEntry kept) {
        if (kept.related().isEmpty()) return;
        var groups = resource.putArray("groups");
        for (var group : kept.related())
            groups.addObject()
                    .put("value", group.id())
                    .put("display", group.name())
                    .put("type", "direct");
    }

    @Override
    ObjectNode content(User resource) {
        var content = super.content(resource);
        content.remove("groups");
        return content;
    }

    @Override
    public User createResource(User resource, Context context) {
        var by = ScimCaller.of(context).provisioner();
        var row = ScimWork.write(() -> users.create(content(resource), by));
        return written(row);
    }

    @Override
    public User updateResource(User resource, Context context) {
        var caller = ScimCaller.of(context);
        var id = idOf(resource);
        var seen = caller.seen(id);
        return written(ScimWork.write(() -> users.replace(id, seen, content(resource), caller.provisioner())));
    }

    @Override
    public void deleteResource(String id, Context context) {
        var caller = ScimCaller.of(context);
        var seen = caller.seen(id);
        ScimWork.write(() -> users.delete(id, seen, caller.provisioner()));
    }
}
