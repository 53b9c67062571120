package dev.mandate.authz.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Question.Action;
import dev.mandate.events.ids.IdentityId;
import org.jspecify.annotations.Nullable;

/**
 * What an MCP gateway asks by COAZ-MCP, the AuthZEN binding for the Model Context Protocol, in Draft 1 of February 2026: the
 * subject is whoever the access token's {@code sub} names, {@code context.agent} its {@code client_id}, and the resource the tool.
 * Whoever acts through an agent is asked about as that agent acting for him, never as himself: that would leave out everything
 * that limits the agent. An agent that nobody registered is unknown, like any other subject.
 *
 * @see <a href="https://openid.github.io/authzen/authzen-coaz-mcp-binding-1_0.html">COAZ-MCP</a>
 */
record CoazMcp(
        String subjectType, String subjectId, @Nullable String onBehalfOf) {
    static final String TOOLS_CALL = "tools/call";
    private static final String IDENTITY = "identity";

    /** @param agent of the context; null where the question names none */
    static CoazMcp of(String action, String subjectType, String subjectId, @Nullable String agent) {
        if (!ofMcp(action)) return new CoazMcp(subjectType, subjectId, null);
        if (agent == null || agent.equals(subjectId))
            return new CoazMcp(typed(subjectType, subjectId), subjectId, null);
        return new CoazMcp(agent.startsWith(IdentityId.WORKLOAD) ? "workload" : "agent", agent, subjectId);
    }

    private static boolean ofMcp(String action) {
        return action.equals(TOOLS_CALL) || Action.of(action).kind() == Action.Kind.DISCOVER;
    }

    /** The binding knows one type of subjects; an id says which of ours it is. */
    private static String typed(String type, String id) {
        return type.equals(IDENTITY) ? Question.subjectTypeOf(id) : type;
    }

    /**
     * The declared mapping, for {@code inputSchema.x-authzen-mapping} of any tool, with which a gateway asks all that is asked
     * here: the default mapping with the delegation and the arguments, without which no limit on them can be judged.
     */
    static JsonNode declaredMapping() {
        var json = JsonNodeFactory.instance;
        var evaluation = json.objectNode();
        evaluation.putObject("subject").put("type", IDENTITY).put("id", "$token.sub");
        evaluation.putObject("action").put("name", TOOLS_CALL);
        evaluation.putObject("resource").put("type", "tool").put("id", "$params.name");
        evaluation
                .putObject("context")
                .put("agent", "$token.?client_id")
                .put("delegation_id", "$token.?delegation_id")
                .put("arguments", "$params.?arguments");
        return json.objectNode().set("evaluation", evaluation);
    }
}
