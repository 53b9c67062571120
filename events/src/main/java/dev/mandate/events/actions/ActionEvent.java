package dev.mandate.events.actions;

import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.ids.SessionId;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Facts on {@code agent.actions.v1}, keyed by session id: what an agent did, told by its platform. */
public sealed interface ActionEvent {
    EventFamily<ActionEvent> FAMILY = new EventFamily<>(
            TopicCatalogue.AGENT_ACTIONS,
            Map.of("agent.tool.called.v1", ToolCalled.class),
            event -> event.session().value());

    SessionId session();

    IdentityId agent();

    Instant occurredAt();

    /**
     * A tool was called and answered.
     *
     * @param decision the allow under which it ran; null for an action without a decision
     * @param arguments as they were sent, null values too; secrets have no place here
     * @param taskIdentifiers what the platform says that the task names; kept on the trail, and nothing goes by it: the delegation says so
     * @param taskKind what kind of task it is for, as the platform names it, at most 200 characters; null if it does not
     */
    record ToolCalled(
            SessionId session,
            IdentityId agent,
            @Nullable DelegationId delegation,
            @Nullable DecisionId decision,
            String tool,
            Map<String, Object> arguments,
            Instant occurredAt,
            ToolResult result,
            List<String> taskIdentifiers,
            @Nullable String taskKind)
            implements ActionEvent {
        public ToolCalled {
            Objects.requireNonNull(session, "session is missing");
            Objects.requireNonNull(agent, "agent is missing");
            if (tool == null || tool.isBlank() || tool.length() > 200)
                throw new IllegalArgumentException("tool must have 1 to 200 characters");
            Objects.requireNonNull(occurredAt, "occurredAt is missing");
            Objects.requireNonNull(result, "result is missing");
            arguments = arguments == null ? Map.of() : arguments;
            Numbers.requireFinite(arguments);
            taskIdentifiers = taskIdentifiers == null ? List.of() : List.copyOf(taskIdentifiers);
            if (taskKind != null && (taskKind.isBlank() || taskKind.length() > 200))
                throw new IllegalArgumentException("taskKind must have 1 to 200 characters");
        }

        /** Of a platform that does not tell kinds of tasks apart. */
        public ToolCalled(
                SessionId session,
                IdentityId agent,
                @Nullable DelegationId delegation,
                @Nullable DecisionId decision,
                String tool,
                Map<String, Object> arguments,
                Instant occurredAt,
                ToolResult result,
                List<String> taskIdentifiers) {
            this(session, agent, delegation, decision, tool, arguments, occurredAt, result, taskIdentifiers, null);
        }
    }
}
