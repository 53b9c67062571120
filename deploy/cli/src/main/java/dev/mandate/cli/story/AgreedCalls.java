package dev.mandate.cli.story;

import static dev.mandate.cli.story.Approvals.answer;
import static dev.mandate.cli.story.Approvals.held;
import static dev.mandate.cli.story.Approvals.idOf;
import static dev.mandate.cli.story.Approvals.person;
import static dev.mandate.cli.story.Approvals.waiting;
import static dev.mandate.cli.story.Stage.SEND;
import static dev.mandate.cli.story.Stage.mailTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.running.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whose task it is says yes to one mail and to others of the task to the same person, and takes that back. */
final class AgreedCalls {
    private static final String ALLOW = "allow";
    private static final String HELD = "deny approval_required";

    private AgreedCalls() {}

    static void areOfOneKind(Stage stage, Agents agents) {
        var agent = agents.researcher();
        var task = Approvals.reading(stage, agents, "find out what others say, and what they ask");
        var mail = mailTo("bo@" + Stage.PARTNER);
        var first = held(stage, task, agent, mail);
        var asked = waiting(stage, idOf(first));
        answer(stage, person(stage), idOf(first), "approve").orRefuse();
        stage.expect(
                "he says yes to a mail and to mails like it: the first may go",
                ALLOW,
                allowed(stage, task, agent, mail));
        var agreement = agree(stage, asked);
        var second = allowed(stage, task, agent, mail);
        stage.expect("so may the second, and nobody is asked", ALLOW, second);
        stage.expect(
                "which the trail tells with whose word that was",
                true,
                stage.await
                        .until(() -> said(stage, second), said -> said.contains(agreement))
                        .contains("nobody was asked"));
        var unlike = mailTo("eve@" + Stage.PARTNER);
        stage.expect("of a mail to somebody else he is asked", HELD, held(stage, task, agent, unlike));
        stage.api
                .post(Service.IDENTITY, "/delegations/" + agreement + "/revoke", token(stage), Map.of())
                .orRefuse();
        stage.expect("he takes it back: he is asked of each again", HELD, held(stage, task, agent, mail));
    }

    private static Verdict allowed(Stage stage, Session task, String agent, Map<String, Object> mail) {
        return stage.await.until(() -> stage.ask(task, agent, SEND, mail), Verdict::allowed);
    }

    private static String agree(Stage stage, JsonNode asked) {
        var kind = asked.path("kind");
        var limits = new ArrayList<JsonNode>();
        for (var limit : kind.path("limits"))
            if (limit.path("argument").asText().equals("to")) limits.add(limit);
        var body = Map.of(
                "task",
                asked.path("delegation"),
                "scope",
                List.of(Map.of("tool", kind.path("tool"), "constraints", limits)),
                "decision",
                asked.path("decision"),
                "policies",
                kind.path("policies"),
                "policyVersion",
                kind.path("policyVersion"),
                "arguments",
                kind.path("arguments"));
        return stage.api
                .post(Service.IDENTITY, "/agreements", token(stage), body)
                .orRefuse()
                .path("delegation")
                .asText();
    }

    private static String token(Stage stage) {
        return stage.cast.signIn().agreeing(person(stage));
    }

    private static String said(Stage stage, Verdict verdict) {
        return stage.api
                .get(Service.AUDIT, "/trail?limit=1&decision=" + verdict.id(), stage.cast.admin())
                .orRefuse()
                .at("/entries/0/summary")
                .asText();
    }
}
