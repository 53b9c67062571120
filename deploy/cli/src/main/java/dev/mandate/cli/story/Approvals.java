package dev.mandate.cli.story;

import static dev.mandate.cli.actors.Cast.tool;
import static dev.mandate.cli.story.Stage.SEND;
import static dev.mandate.cli.story.Stage.SOON;
import static dev.mandate.cli.story.Stage.mailTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.running.Service;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** After chapter 7: a call that was stopped is asked of the person whose task it is; his yes is for just that call, once. */
final class Approvals {
    private static final String INBOX = "mail.read_inbox";
    private static final String HELD = "deny approval_required";
    private static final String TITLE = "   A person approves one call";
    private static final int MEASURED = 20;

    private Approvals() {}

    /** Of whose other tasks nobody knows: what Ada's have read holds mail back by itself. */
    static String person(Stage stage) {
        return stage.employee(16);
    }

    static void areForOneCall(Stage stage, Agents agents) {
        var agent = agents.researcher();
        var task = reading(stage, agents, "find out what others say about us");
        var mail = mailTo("bo@" + Stage.PARTNER);
        var held = held(stage, task, agent, mail);
        stage.expect(
                "a mail to somebody outside whom the task doesn't name, after an inbox was read, is stopped",
                HELD,
                held);
        if (idOf(held).isEmpty()) {
            stage.print(TITLE);
            return; // nobody is asked, so that there is no more to tell
        }
        var asked = waiting(stage, idOf(held));
        stage.expect("the person whose task it is is asked", "ASKED", statusOf(asked));
        stage.expect(
                "and reads what will happen, what was done before and why",
                true,
                asked.path("says").path(0).asText().contains("bo@" + Stage.PARTNER)
                        && asked.path("says").path(1).asText().contains("untrusted")
                        && asked.path("says").path(2).asText().length() > 20);
        stage.expect(
                "a second attempt asks nobody again",
                idOf(held),
                stage.await.until(() -> idOf(stage.ask(task, agent, SEND, mail)), idOf(held)::equals));
        stage.expect(
                "nobody else answers",
                404,
                answer(stage, stage.ada, idOf(held), "approve").status());
        stage.expect(
                "nor does the agent",
                true,
                stage.api
                                .post(Service.LIFECYCLE, path(idOf(held), "approve"), task.token(), Map.of())
                                .status()
                        >= 400);
        stage.expect(
                "he says yes",
                "GRANTED",
                statusOf(answer(stage, person(stage), idOf(held), "approve").orRefuse()));
        stage.expect("then it goes through", "allow", stage.call(task, agent, SEND, mail, Instant.now()));
        var second = held(stage, task, agent, mail);
        stage.expect("once: the next needs another yes", HELD, second);
        stage.expect("and is another approval", false, idOf(second).equals(idOf(held)));
        stage.expect("so does another recipient", HELD, held(stage, task, agent, mailTo("eve@" + Stage.PARTNER)));
        waiting(stage, idOf(second));
        answer(stage, person(stage), idOf(second), "refuse").orRefuse();
        stage.expect(
                "after a no it stays stopped, and nobody is asked",
                "deny approval_refused",
                stage.await.until(
                        () -> stage.ask(task, agent, SEND, mail),
                        verdict -> "approval_refused".equals(verdict.reason())));
        stage.expect("all of it is on the trail", "[asked, granted, used]", trail(stage, idOf(held)));
        AgreedCalls.areOfOneKind(stage, agents);
        measure(stage, agents);
        stage.print(TITLE);
    }

    /** From the yes, as it was answered, to the first allow. How long is for people to read, and nothing that a busy machine may fail. */
    private static void measure(Stage stage, Agents agents) {
        var token = stage.cast.signIn().answering(person(stage));
        var took = new long[MEASURED];
        for (var number = 0; number < MEASURED; number++) {
            var task = reading(stage, agents, "find out what others say, part " + number);
            took[number] = once(stage, task, agents.researcher(), token);
        }
        Arrays.sort(took);
        System.out.printf(
                "%nFrom a person's yes to the first allow, %d times: median %d ms, at most %d ms%n",
                MEASURED, took[MEASURED / 2], took[MEASURED - 1]);
        stage.expect("each yes lets its call be made, soon", true, took[MEASURED - 1] < SOON.toMillis());
    }

    private static long once(Stage stage, Session task, String agent, String token) {
        var mail = mailTo("bo@" + Stage.PARTNER);
        var id = idOf(held(stage, task, agent, mail));
        stage.await.until(
                () -> stage.api
                        .get(Service.LIFECYCLE, "/approvals/" + id, token)
                        .status(),
                status -> status == 200);
        stage.api.post(Service.LIFECYCLE, path(id, "approve"), token, Map.of()).orRefuse();
        var began = System.nanoTime();
        stage.await.until(() -> stage.ask(task, agent, SEND, mail), Verdict::allowed);
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** Until authz-service has heard of all that holds it back. */
    static Verdict held(Stage stage, Session task, String agent, Map<String, Object> mail) {
        return stage.await.until(
                () -> stage.ask(task, agent, SEND, mail), verdict -> "approval_required".equals(verdict.reason()));
    }

    /** A task that names nobody; an inbox has been read. */
    static Session reading(Stage stage, Agents agents, String words) {
        var task = agents.task(person(stage), words, List.of(tool(INBOX), tool(SEND)), Stage.HOUR);
        stage.call(task, agents.researcher(), INBOX, Map.of("query", "us"), Instant.now());
        return task;
    }

    static String idOf(Verdict verdict) {
        return verdict.context().path("approval").asText();
    }

    /** As the person sees it, once it is there. */
    static JsonNode waiting(Stage stage, String approval) {
        return waiting(stage, person(stage), approval);
    }

    static JsonNode waiting(Stage stage, String employee, String approval) {
        var token = stage.cast.signIn().answering(employee);
        return stage.await
                .until(
                        () -> stage.api.get(Service.LIFECYCLE, "/approvals/" + approval, token),
                        answer -> answer.status() == 200)
                .body();
    }

    static ApiClient.Answer answer(Stage stage, String employee, String approval, String answer) {
        return stage.api.post(
                Service.LIFECYCLE, path(approval, answer), stage.cast.signIn().answering(employee), Map.of());
    }

    private static String path(String approval, String answer) {
        return "/approvals/" + approval + "/" + answer;
    }

    private static String statusOf(JsonNode approval) {
        return approval.path("status").asText();
    }

    private static String trail(Stage stage, String approval) {
        return stage.await.until(
                () -> stage.api
                        .get(Service.AUDIT, "/trail?order=asc&limit=20&subject=" + approval, stage.cast.admin())
                        .orRefuse()
                        .path("entries")
                        .findValuesAsText("outcome")
                        .toString(),
                lines -> lines.contains("used"));
    }
}
