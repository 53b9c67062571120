package dev.mandate.cli.story;

import static dev.mandate.cli.actors.Cast.tool;
import static dev.mandate.cli.story.Stage.PAY;
import static dev.mandate.cli.story.Stage.READ;
import static dev.mandate.cli.story.Stage.SEND;
import static dev.mandate.cli.story.Stage.contact;
import static dev.mandate.cli.story.Stage.mailTo;

import dev.mandate.cli.actors.Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Chapter 4: Ada delegates a task to an agent, which may then do that and no more. */
final class Delegation {
    private static final Duration BRIEF = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(45);

    private Delegation() {}

    static void narrowsWhatAnAgentMay(Stage stage, Agents agents) {
        var agent = agents.researcher();
        var refused = stage.cast.tryDelegate(
                stage.cast.signIn().person(stage.ada),
                agent,
                "not mine",
                List.of(tool(READ)),
                Stage.HOUR,
                Map.of("delegator", stage.cast.person(stage.owner)));
        stage.expect("a delegation in someone else's name is refused", 403, refused.status());
        var task = agents.task(stage.ada, "summarise our contacts");
        stage.expect("inside the scope", "allow", stage.ask(task, agent, READ, contact("c-1")));
        stage.expect(
                "a tool outside the scope",
                "deny outside_scope",
                stage.ask(task, agent, "files.delete", Map.of("path", "/sales/a")));
        stage.expect(
                "past the limit on the recipient's domain",
                "deny limit_exceeded",
                stage.ask(task, agent, SEND, mailTo("x@elsewhere.example")));
        stage.expect(
                "what Ada herself may not do",
                "deny delegator_policy",
                stage.ask(task, agent, PAY, Map.of("to", "DE00", "amount", 10)));
        expires(stage, agents);
        stage.print("4. Ada delegates a task to an agent, and what comes of it");
    }

    private static void expires(Stage stage, Agents agents) {
        var agent = agents.researcher();
        var lasting = BRIEF;
        var brief = brief(stage, agents, lasting);
        var before = stage.ask(brief, agent, READ, contact("c-1"));
        // over before authz-service had heard of it, on a machine with more to do than it can
        while (!before.allowed() && lasting.compareTo(LONGEST) < 0) {
            lasting = lasting.multipliedBy(3);
            brief = brief(stage, agents, lasting);
            before = stage.ask(brief, agent, READ, contact("c-1"));
        }
        stage.expect("before it expires", "allow", before);
        expired(stage, agent, brief);
    }

    private static Session brief(Stage stage, Agents agents, Duration lasting) {
        return agents.task(stage.ada, "a short one", List.of(tool(READ)), lasting);
    }

    private static void expired(Stage stage, String agent, Session brief) {
        // A gateway asks, since the agent's token ends with its delegation.
        var expired = stage.await.until(
                () -> stage.questions.callUnder(stage.cast.admin(), brief.delegation(), agent, READ, contact("c-1")),
                verdict -> !verdict.allowed());
        stage.expect("after it expired", "deny delegation_expired", expired);
    }
}
