package dev.mandate.identity.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.captaingoldfish.scim.sdk.common.resources.ResourceNode;
import de.captaingoldfish.scim.sdk.server.endpoints.Context;
import dev.mandate.identity.clients.Clients;
import java.util.List;

/**
 * {@code /Agents}.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-wzdk-scim-agent-resource-00">draft-wzdk-scim-agent-resource-00</a>
 */
class AgentHandler extends EntryHandler<AgentHandler.Agent> {
    private static final String NAME = "agentUserName";
    private static final String STATUS = "status";
    private static final String STATUS_REASON = "statusReason";
    private static final String ANSWERED_FOR_BY = "answeredForBy";
    private static final String CLIENT_SECRET = "clientSecret";
    private static final String CLIENT_SECRET_ENDS_AT = "clientSecretEndsAt";

    /** As the library makes resources: by a constructor without parameters. */
    public static final class Agent extends ResourceNode {}

    private final ProvisionedAgents agents;

    AgentHandler(ScimReading reading, ProvisionedAgents agents) {
        super(ScimKind.AGENT, reading);
        this.agents = agents;
    }

    @Override
    void complete(ObjectNode resource, ScimEntry kept) {
        var state = kept.state();
        if (state == null) return;
        var ours = resource.withObject("/" + ProvisionedAgents.MANDATE);
        ours.put(STATUS, state.status().name());
        if (state.statusReason() != null) ours.put(STATUS_REASON, state.statusReason());
        if (state.owner() != null) ours.put(ANSWERED_FOR_BY, state.owner().value());
    }

    @Override
    ObjectNode content(Agent resource) {
        var content = super.content(resource);
        var alias = content.remove("name");
        if (!content.hasNonNull(NAME) && alias != null) content.set(NAME, alias);
        var ours = content.withObject("/" + ProvisionedAgents.MANDATE);
        ours.remove(List.of(STATUS, STATUS_REASON, ANSWERED_FOR_BY, CLIENT_SECRET, CLIENT_SECRET_ENDS_AT));
        return content;
    }

    @Override
    public Agent createResource(Agent resource, Context context) {
        var by = ScimCaller.of(context).provisioner();
        var created = ScimWork.write(() -> agents.create(content(resource), by));
        return withSecret(written(created.row()), created.client());
    }

    private static Agent withSecret(Agent agent, Clients.Registered client) {
        if (client.secretEndsAt() != null && agent.get(ProvisionedAgents.MANDATE) instanceof ObjectNode ours)
            ours.put(CLIENT_SECRET, client.clientSecret())
                    .put(CLIENT_SECRET_ENDS_AT, client.secretEndsAt().toString());
        return agent;
    }

    @Override
    public Agent updateResource(Agent resource, Context context) {
        var caller = ScimCaller.of(context);
        var id = idOf(resource);
        var seen = caller.seen(id);
        return written(ScimWork.write(() -> agents.replace(id, seen, content(resource), caller.provisioner())));
    }

    @Override
    public void deleteResource(String id, Context context) {
        var caller = ScimCaller.of(context);
        var seen = caller.seen(id);
        ScimWork.write(() -> agents.delete(id, seen, caller.provisioner()));
    }
}
