package dev.mandate.console.agents;

import dev.mandate.console.agents.OwnAgents.Agent;
import dev.mandate.console.agents.OwnAgents.Offer;
import dev.mandate.console.agents.OwnAgents.Overview;
import dev.mandate.console.agents.OwnAgents.Task;
import dev.mandate.console.frame.Moment;
import java.time.InstantSource;
import java.util.List;

/**
 * Agents and tasks of whoever looks.
 *
 * @param notice what became of the last attempt; empty without
 */
public record AgentsPage(
        String visitor,
        String notice,
        List<OfferItem> offers,
        List<Agent> agents,
        List<TaskItem> tasks,
        List<TaskItem> agreements,
        boolean more) {
    /** An offer, and until when it stands. */
    public record OfferItem(Offer offer, Moment until) {}

    /** A task, and until when it lasts. */
    public record TaskItem(Task task, Moment until) {}

    static AgentsPage of(String visitor, String notice, Overview overview, InstantSource clock) {
        return new AgentsPage(
                visitor,
                notice,
                overview.offers().stream()
                        .map(offer -> new OfferItem(offer, Moment.of(offer.until(), clock)))
                        .toList(),
                overview.agents(),
                items(overview.tasks(), clock),
                items(overview.agreements(), clock),
                overview.more());
    }

    static List<TaskItem> items(List<Task> tasks, InstantSource clock) {
        return tasks.stream()
                .map(task -> new TaskItem(task, Moment.of(task.until(), clock)))
                .toList();
    }
}
