package dev.mandate.authz.engine.entities;

import dev.mandate.arguments.schema.ArgumentsSchema;
import dev.mandate.arguments.schema.Compiled;
import dev.mandate.authz.engine.cedar.Entity;
import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.cedar.EntityUid;
import dev.mandate.events.lifecycle.CatalogEntry.Tool;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A tool as policies see it, made when it is registered, since every call asks for it.
 *
 * @param action calling it, in the group of all calls and in those of its labels
 * @param resource the tool itself, in its application
 * @param arguments the schema of its arguments, or why it can't be enforced
 */
record ToolEntities(Entity action, Entity resource, Compiled arguments) {

    static Entity action(Tool tool) {
        var groups = new HashSet<EntityUid>();
        groups.add(CedarNames.CALL);
        for (var label : tool.labels()) groups.add(CedarNames.group(label));
        return new EntityRecord(new EntityUid(CedarNames.ACTION, tool.id()), Map.of(), Map.of(), groups);
    }

    static ToolEntities of(Tool tool) {
        var action = action(tool);
        var labels =
                CedarValues.texts(tool.labels().stream().map(ToolLabel::text).toList());
        var application = new EntityUid(CedarNames.APPLICATION, tool.application());
        var resource = new EntityRecord(
                new EntityUid(CedarNames.TOOL, tool.id()), Map.of("labels", labels), Map.of(), Set.of(application));
        return new ToolEntities(action, resource, ArgumentsSchema.compile(tool.argumentsSchema()));
    }
}
