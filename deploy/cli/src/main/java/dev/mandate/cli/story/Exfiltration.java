package dev.mandate.cli.story;

import static dev.mandate.cli.actors.Cast.tool;
import static dev.mandate.cli.story.Stage.HOUR;
import static dev.mandate.cli.story.Stage.READ;
import static dev.mandate.cli.story.Stage.SEND;
import static dev.mandate.cli.story.Stage.contact;
import static dev.mandate.cli.story.Stage.mailOutside;
import static dev.mandate.cli.story.Stage.mailTo;

import dev.mandate.cli.actors.Await;
import dev.mandate.cli.actors.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Chapters 6 and 7: contacts are read and mailed outside. Each call alone would be allowed; the sequence waits for a person, and the security team hears of it. */
final class Exfiltration {
    private static final String HELD = "deny approval_required";
    private static final Duration QUIET = Duration.ofSeconds(3);

    private Exfiltration() {}

    static void isFound(Stage stage, Agents agents) {
        var alone = agents.task(stage.ada, "alone");
        stage.call(alone, agents.researcher(), READ, contact("c-1"), Instant.now());
        var mail = Approvals.held(stage, alone, agents.researcher(), mailOutside());
        stage.expect("contacts read, then a mail to somebody outside: it is stopped", HELD, mail);
        stage.expect(
                "one to a colleague goes through, and nobody is asked",
                "allow",
                stage.call(alone, agents.researcher(), SEND, mailTo("someone@acme.example"), Instant.now()));
        Approvals.waiting(stage, stage.ada, Approvals.idOf(mail));
        Approvals.answer(stage, stage.ada, Approvals.idOf(mail), "approve").orRefuse();
        stage.expect(
                "her yes lets the first go",
                "allow",
                stage.call(alone, agents.researcher(), SEND, mailOutside(), Instant.now()));
        stage.expect("and the security team hears of it: one finding", 1, found(stage, alone));

        var shared = agents.task(stage.ada, "shared");
        stage.call(shared, agents.researcher(), READ, contact("c-2"), Instant.now());
        var part = agents.handOn(shared, List.of(tool(SEND)));
        stage.expect(
                "split between the agent and its sub-agent: it is stopped as well",
                HELD,
                Approvals.held(stage, part, agents.mailer(), mailOutside()));
        Timeline.write(stage, alone.session(), stage.system.layout().report("exfiltration.html"));
        stage.print("6. Each call alone is allowed, the sequence is not");
    }

    private static int found(Stage stage, Session session) {
        return stage.await.until(() -> stage.findings.about(session.session()).size(), found -> found > 0);
    }

    private static int foundSoon(Stage stage, Session session) {
        return Await.until(QUIET, () -> stage.findings.about(session.session()).size(), found -> found > 0);
    }

    static void isNotFoundWhereThereIsNone(Stage stage, Agents agents) {
        var hers = agents.task(stage.ada, "hers");
        var his = agents.task(stage.other, "his");
        stage.call(hers, agents.researcher(), READ, contact("c-3"), Instant.now());
        stage.call(his, agents.researcher(), SEND, mailOutside(), Instant.now());
        var apart = agents.task(stage.ada, "an hour apart");
        stage.call(
                apart, agents.researcher(), READ, contact("c-4"), Instant.now().minus(HOUR));
        stage.expect(
                "an hour after the read it is the same task, so that it is stopped",
                HELD,
                Approvals.held(stage, apart, agents.researcher(), mailOutside()));
        stage.expect(
                "the same two calls for different people: no finding",
                0,
                foundSoon(stage, hers) + foundSoon(stage, his));
        stage.expect("and what was stopped is no finding", 0, foundSoon(stage, apart));
        stage.print("7. The same calls, harmless");
    }
}
