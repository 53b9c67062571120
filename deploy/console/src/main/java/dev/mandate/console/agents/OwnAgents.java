package dev.mandate.console.agents;

import java.util.List;
import java.util.Optional;

/** What whoever looks has to do with agents, as identity-service has it. What doesn't count is answered with what to do about it. */
public interface OwnAgents {
    /** All of it, at a glance. */
    Overview overview();

    /** One that he answers for, with its open tasks; empty for every other. */
    Optional<AnsweredFor> find(String agent);

    /** He answers for the agent from now on. */
    Optional<String> accept(String offer);

    /** He doesn't want to. */
    Optional<String> refuse(String offer);

    /** It does nothing until it is resumed, and what it was delegated is revoked. */
    Optional<String> stop(String agent, String reason);

    /** It may act again. */
    Optional<String> resume(String agent, String reason);

    /** The task ends, with all that was made from it. */
    Optional<String> revoke(String task, String reason);

    /**
     * At a glance.
     *
     * @param tasks that he gave, and that are open
     * @param agreements to what he isn't asked about within tasks
     * @param more whether there are more agents or tasks than these
     */
    record Overview(List<Offer> offers, List<Agent> agents, List<Task> tasks, List<Task> agreements, boolean more) {
        public Overview {
            offers = List.copyOf(offers);
            agents = List.copyOf(agents);
            tasks = List.copyOf(tasks);
            agreements = List.copyOf(agreements);
        }
    }

    /**
     * He is asked to answer for an agent.
     *
     * @param purpose empty without
     * @param until when he can accept
     */
    record Offer(String id, String agent, String agentName, String purpose, String until) {
        /** Whether it is an application or a service, and no agent. */
        public boolean isClient() {
            return agent.startsWith("cli_");
        }
    }

    /**
     * One that he answers for.
     *
     * @param status {@code ACTIVE}, {@code SUSPENDED} or {@code DISABLED}
     * @param mayAct whether it may act now; an active one may not past its time, or while one above it may not
     * @param why it may not; empty where it may
     * @param purpose empty without
     * @param platform empty without
     * @param about what else is to be known of it, a sentence each
     */
    record Agent(
            String id,
            String name,
            String status,
            boolean mayAct,
            String why,
            String purpose,
            String platform,
            List<String> about) {
        public Agent {
            about = List.copyOf(about);
        }

        public boolean isActive() {
            return status.equals("ACTIVE");
        }

        public boolean isStopped() {
            return why.startsWith("stopped: ");
        }
    }

    /**
     * What somebody lets an agent do.
     *
     * @param by who gave it, as the page calls him
     * @param may what it may be done with, a line each
     */
    record Task(String id, String agent, String agentName, String by, String words, List<String> may, String until) {
        public Task {
            may = List.copyOf(may);
        }
    }

    /**
     * An agent with what it is to do now.
     *
     * @param more whether there are more than these
     */
    record AnsweredFor(Agent agent, List<Task> tasks, boolean more) {
        public AnsweredFor {
            tasks = List.copyOf(tasks);
        }
    }
}
