package dev.mandate.cli.story;

import dev.mandate.cli.actors.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The researcher, and the mailer to whom it hands work on; both are owned by one person, who is not Ada. */
record Agents(Stage stage, String researcherName, String researcher, String mailerName, String mailer) {
    /** The owner registers one himself; the other is registered for him, and does nothing until he has accepted it. */
    static Agents registered(Stage stage) {
        var researcher = "researcher-" + stage.run;
        var mailer = "mailer-" + stage.run;
        var agents = new Agents(
                stage, researcher, stage.cast.agent(researcher, stage.owner), mailer, accepted(stage, mailer));
        stage.expect("an agent whose owner registered it himself may act", "ACTIVE", status(stage, agents.researcher));
        return agents;
    }

    private static String accepted(Stage stage, String name) {
        var registered = stage.cast.agentFor(name, stage.owner);
        var agent = registered.path("id").asText();
        stage.expect(
                "an agent that was registered for someone is suspended until he accepts it",
                "SUSPENDED",
                status(stage, agent));
        stage.expect(
                "and gets no token",
                true,
                stage.cast.signIn().tryAgent(name, agent, "").status() >= 400);
        stage.cast.accept(stage.owner, registered.path("offer").path("offer").asText());
        stage.expect("once he has accepted it, it may act", "ACTIVE", status(stage, agent));
        return agent;
    }

    private static String status(Stage stage, String agent) {
        return stage.cast.agentState(agent).path("status").asText();
    }

    /** A person lets the researcher do a task for an hour, with the usual tools. */
    Session task(String employeeId, String task) {
        return task(employeeId, task, Stage.scope(), Stage.HOUR);
    }

    Session task(String employeeId, String task, List<Map<String, Object>> scope, Duration life) {
        var token = stage.cast.signIn().person(employeeId);
        return stage.cast.delegate(token, researcherName, researcher, task, scope, life);
    }

    /** The researcher hands part of its task on to the mailer. */
    Session handOn(Session task, List<Map<String, Object>> scope) {
        return stage.cast.handOn(task, mailerName, mailer, scope, Duration.ofMinutes(30));
    }
}
