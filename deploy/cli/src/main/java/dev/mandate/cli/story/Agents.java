package dev.mandate.cli.story;

import dev.mandate.cli.actors.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The researcher, and the mailer to whom it hands work on; both are owned by one person, who is not Ada. */
record Agents(Stage stage, String researcherName, String researcher, String mailerName, String mailer) {
    static Agents registered(Stage stage) {
        var owner = stage.cast.person(stage.owner);
        var researcher = "researcher-" + stage.run;
        var mailer = "mailer-" + stage.run;
        return new Agents(
                stage, researcher, stage.cast.agent(researcher, owner), mailer, stage.cast.agent(mailer, owner));
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
