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
            Map.of("agent.tool.called.v1", ToolCalled.class, "agent.model.used.v1", ModelUsed.class),
            event -> event.session().value());

    SessionId session();

    IdentityId agent();

    /** Under which it was done; null for what was done without one. */
    @Nullable
    DelegationId delegation();

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

    /**
     * An AI model was asked, and answered.
     *
     * @param decision the allow under which it was asked
     * @param model as the catalogue calls it
     * @param operation of the provider's interface, such as {@code chat/completions}
     * @param size length of the answer in bytes
     * @param intentions tools that the model has asked for, at most 128; calls of them are decided and told by themselves
     * @param incomplete there were more, or nobody looked through all of the answer; null where all are told
     */
    record ModelUsed(
            SessionId session,
            IdentityId agent,
            @Nullable DelegationId delegation,
            @Nullable DecisionId decision,
            String model,
            String operation,
            Instant occurredAt,
            ToolResult.Status status,
            long size,
            TokenUsage usage,
            List<ToolIntention> intentions,
            @Nullable Boolean incomplete)
            implements ActionEvent {
        public static final int MOST_INTENTIONS = 128;

        public ModelUsed {
            Objects.requireNonNull(session, "session is missing");
            Objects.requireNonNull(agent, "agent is missing");
            if (model == null || model.isBlank() || model.length() > 200)
                throw new IllegalArgumentException("model must have 1 to 200 characters");
            if (operation == null || operation.isBlank() || operation.length() > 100)
                throw new IllegalArgumentException("operation must have 1 to 100 characters");
            Objects.requireNonNull(occurredAt, "occurredAt is missing");
            Objects.requireNonNull(status, "status is missing");
            if (size < 0) throw new IllegalArgumentException("size must not be negative");
            Objects.requireNonNull(usage, "usage is missing");
            intentions = intentions == null ? List.of() : List.copyOf(intentions);
            if (intentions.size() > MOST_INTENTIONS)
                throw new IllegalArgumentException("intentions must be at most " + MOST_INTENTIONS);
        }
    }
}
