package dev.mandate.identity.uses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.identity.ToolScope;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

@Entity
@Table(name = "task_uses")
@SuppressWarnings("NullAway.Init")
class TaskUseRow {
    /** As many as a page asks for. */
    private static final int MOST_TOOLS = 30;

    private static final TypeReference<LinkedHashMap<String, ToolUse>> TOOLS = new TypeReference<>() {};

    @Id
    @Column(name = "session_id")
    String sessionId;

    @Column(name = "person_id")
    String personId;

    @Column(name = "agent_id")
    String agentId;

    @Column(name = "made_at")
    Instant madeAt;

    String tools;

    @Column(name = "read_to")
    long readTo;

    static TaskUseRow of(DelegationState root) {
        var row = new TaskUseRow();
        row.sessionId = root.session().value();
        row.personId = root.delegator().value();
        row.agentId = root.agent().value();
        row.madeAt = root.createdAt();
        row.readTo = -1;
        var tools = new LinkedHashMap<String, ToolUse>();
        root.scope().stream()
                .filter(scope -> !scope.ofModels())
                .map(ToolScope::tool)
                .limit(MOST_TOOLS)
                .forEach(tool -> tools.put(tool, ToolUse.NONE));
        row.tools = write(tools);
        return row;
    }

    /** Each of them once, in whatever order and however often it is told. */
    void count(Collection<CalledTool> calls) {
        var used = tools();
        var end = readTo;
        for (var call : calls) {
            if (call.offset() <= readTo) continue;
            used.computeIfPresent(call.tool(), (tool, before) -> before.and(call));
            end = Math.max(end, call.offset());
        }
        if (end == readTo) return;
        readTo = end;
        tools = write(used);
    }

    TaskUse use() {
        return new TaskUse(tools());
    }

    private Map<String, ToolUse> tools() {
        try {
            return EventJson.mapper().readValue(tools, TOOLS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("uses can't be read", e);
        }
    }

    private static String write(Map<String, ToolUse> tools) {
        try {
            return EventJson.mapper().writeValueAsString(tools);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write uses as JSON", e);
        }
    }
}
