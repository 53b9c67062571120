package dev.mandate.cli.story;

import static dev.mandate.cli.story.Stage.READ;
import static dev.mandate.cli.story.Stage.contact;

import dev.mandate.cli.actors.Session;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.running.Service;

/** Chapter 8: the agents' owner leaves, and each of the four questions has another answer. */
final class OwnerLeaves {
    private OwnerLeaves() {}

    static void andHisAgentsStop(Stage stage, Agents agents) {
        var agent = agents.researcher();
        var task = agents.task(stage.ada, "until the owner leaves");
        stage.expect("question 1, before: the agent may use the model", "allow", stage.use(agent));
        stage.expect("question 2, before: its delegation is active", "ACTIVE", statusOf(stage, task));
        stage.expect(
                "question 3, before: its calls are allowed", "allow", stage.ask(task, agent, READ, contact("c-5")));
        stage.expect("question 4, before: an active owner answers for it", "ACTIVE", statusOf(stage, agent));

        stage.hr.leaves(stage.owner);

        var denied =
                stage.await.until(() -> stage.ask(task, agent, READ, contact("c-5")), verdict -> !verdict.allowed());
        stage.expect("question 3, after: the agent's next calls are denied", false, denied.allowed());
        stage.expect(
                "question 4, after: suspended until someone accepts it",
                "SUSPENDED",
                stage.await.until(() -> statusOf(stage, agent), status -> !"ACTIVE".equals(status)));
        stage.expect(
                "question 2, after: its delegation is revoked",
                "REVOKED",
                stage.await.until(() -> statusOf(stage, task), "REVOKED"::equals));
        stage.expect(
                "question 1, after: it may use no model",
                false,
                stage.await
                        .until(() -> stage.use(agent), verdict -> !verdict.allowed())
                        .allowed());
        var retry = stage.cast.signIn().tryAgent(agents.researcherName(), agent, "");
        stage.expect("it gets no token any more", true, retry.status() >= 400);
        theManagerAccepts(stage, agents);
        stage.print("8. The owner leaves: the four questions before and after");
    }

    /** Ada is the owner's manager, so she is asked to answer for what he left. */
    private static void theManagerAccepts(Stage stage, Agents agents) {
        var agent = agents.researcher();
        var offer = stage.cast.offerOf(agent, stage.ada);
        stage.expect(
                "his manager is asked to answer for it",
                "OPEN",
                offer.path("status").asText());
        stage.cast.accept(stage.ada, offer.path("offer").asText());
        stage.expect("question 4, once she has accepted: it may act again", "ACTIVE", statusOf(stage, agent));
        var task = agents.task(stage.ada, "under its new owner");
        var verdict = stage.await.until(() -> stage.ask(task, agent, READ, contact("c-6")), Verdict::allowed);
        stage.expect("question 3, then: its calls are allowed", "allow", verdict);
    }

    private static String statusOf(Stage stage, Session task) {
        return stage.api
                .get(Service.IDENTITY, "/delegations/" + task.delegation(), stage.cast.admin())
                .body()
                .path("status")
                .asText();
    }

    private static String statusOf(Stage stage, String agent) {
        return stage.cast.agentState(agent).path("status").asText();
    }
}
