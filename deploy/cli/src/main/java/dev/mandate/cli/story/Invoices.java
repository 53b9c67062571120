package dev.mandate.cli.story;

import static dev.mandate.cli.actors.Cast.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mandate.cli.actors.Session;
import dev.mandate.cli.actors.Verdict;
import dev.mandate.cli.running.Service;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Chapter 5: an application asks about what it keeps itself, and nobody else does. */
final class Invoices {
    private static final String ID = "inv-4711";

    private Invoices() {}

    static void areDecidedForTheirApplicationAlone(Stage stage, Agents agents) {
        var invoicing = stage.cast.application("invoicing");
        var other = stage.cast.application("crm");
        speaksFor(stage, invoicing.client());
        stage.cast.inForce("invoicing", stage.system.layout().examplePolicies());
        var ada = stage.cast.person(stage.ada);
        stage.expect(
                "Ada approves a small invoice of her department",
                "allow",
                known(stage, () -> approve(stage, invoicing.token(), ada, 120)));
        stage.expect("not a large one", "deny person_policy", approve(stage, invoicing.token(), ada, 4000));
        stage.expect(
                "another application may not ask", "deny not_your_resource", approve(stage, other.token(), ada, 120));
        var task = agents.task(
                stage.ada,
                "approve small invoices",
                List.of(tool("invoicing/invoice:approve", "amount", "AT_MOST", "100")),
                Stage.HOUR);
        stage.expect(
                "an agent of hers does, within the limit of its task",
                "allow",
                known(stage, () -> approveFor(stage, invoicing.token(), task, agents, 90)));
        stage.expect(
                "and not beyond it", "deny limit_exceeded", approveFor(stage, invoicing.token(), task, agents, 120));
        stage.print("5. An application asks about its own invoices");
    }

    /** The client is one of those that the application's entry names, beside those that it names already. */
    private static void speaksFor(Stage stage, String client) {
        var path = "/catalog/application/invoicing";
        JsonNode entry =
                stage.api.get(Service.LIFECYCLE, path, stage.cast.admin()).orRefuse();
        var changed = (ObjectNode) entry.deepCopy();
        changed.remove(List.of("revision", "deleted"));
        changed.putArray("clients").add("admin").add(client);
        stage.expect(
                "the invoicing application names the client that speaks for it",
                200,
                stage.api
                        .put(Service.LIFECYCLE, path, stage.cast.admin(), changed)
                        .status());
    }

    /** Asks until authz-service has heard of the client, the policies and the task. */
    private static Verdict known(Stage stage, Supplier<Verdict> question) {
        return stage.await.until(question, Verdict::allowed);
    }

    private static Verdict approve(Stage stage, String token, String ada, int amount) {
        return stage.questions.about(token, ada, "approve", "invoice", ID, invoice(amount));
    }

    private static Verdict approveFor(Stage stage, String token, Session task, Agents agents, int amount) {
        return stage.questions.aboutUnder(token, task, agents.researcher(), "approve", "invoice", ID, invoice(amount));
    }

    private static Map<String, Object> invoice(int amount) {
        return Map.of("amount", amount, "department", "sales", "status", "open");
    }
}
