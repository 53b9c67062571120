package dev.mandate.console.agents;

import dev.mandate.console.agents.AgentsPage.TaskItem;
import dev.mandate.console.agents.OwnAgents.Agent;
import dev.mandate.console.agents.OwnAgents.AnsweredFor;
import java.time.InstantSource;
import java.util.List;

/**
 * One agent that whoever looks answers for.
 *
 * @param notice what became of the last attempt; empty without
 */
public record AgentPage(String visitor, String notice, Agent agent, List<TaskItem> tasks, boolean more) {
    static AgentPage of(String visitor, String notice, AnsweredFor it, InstantSource clock) {
        return new AgentPage(visitor, notice, it.agent(), AgentsPage.items(it.tasks(), clock), it.more());
    }
}
