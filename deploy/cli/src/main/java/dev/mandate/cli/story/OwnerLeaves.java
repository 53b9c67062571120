package dev.mandate.cli.story;

import static dev.mandate.cli.story.Stage.MODEL;
import static dev.mandate.cli.story.Stage.READ;
import static dev.mandate.cli.story.Stage.SOON;
import static dev.mandate.cli.story.Stage.contact;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.running.Service;

/** Chapter 7: the agents' owner leaves, and each of the four questions has another answer. */
final class OwnerLeaves {
    private OwnerLeaves() {}

    static void andHisAgentsStop(Stage stage, Agents agents) {
        var agent = agents.researcher();
        var task = agents.task(stage.ada, "until the owner leaves");
        stage.expect(
                "question 1, before: the agent may use the model",
                "allow",
                stage.questions.use(stage.cast.admin(), "agent", agent, MODEL));
        stage.expect("question 2, before: its delegation is active", "ACTIVE", statusOf(stage, task));
        stage.expect(
                "question 3, before: its calls are allowed", "allow", stage.ask(task, agent, READ, contact("c-5")));
        stage.expect("question 4, before: an active owner answers for it", "ACTIVE", statusOf(stage, agent));

        stage.hr.leaves(stage.owner);

        var denied =
                Await.until(SOON, () -> stage.ask(task, agent, READ, contact("c-5")), verdict -> !verdict.allowed());
        stage.expect("question 3, after: the agent's next calls are denied", false, denied.allowed());
        stage.expect(
                "question 4, after: suspended until someone accepts it",
                "SUSPENDED",
                Await.until(SOON, () -> statusOf(stage, agent), status -> !"ACTIVE".equals(status)));
        stage.expect(
                "question 2, after: its delegation is revoked",
                "REVOKED",
                Await.until(SOON, () -> statusOf(stage, task), "REVOKED"::equals));
        stage.expect(
                "question 1, after: it may use no model",
                false,
                stage.questions.use(stage.cast.admin(), "agent", agent, MODEL).allowed());
        var retry = stage.cast.signIn().tryAgent(agents.researcherName(), agent, "");
        stage.expect("it gets no token any more", true, retry.status() >= 400);
        stage.print("7. The owner leaves: the four questions before and after");
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
