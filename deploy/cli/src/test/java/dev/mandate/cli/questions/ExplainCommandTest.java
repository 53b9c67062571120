package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mandate.cli.lookup.NamesBesideIds;
import dev.mandate.events.cloudevents.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {
    private static final NamesBesideIds NOBODY = new NamesBesideIds(id -> Optional.empty());

    @Test
    void who_asked_who_is_in_the_chain_and_what_was_called_are_named_beside_their_ids_each_asked_for_once()
            throws Exception {
        var asked = new ArrayList<String>();
        var names = Map.of(
                "agt_1",
                "Assistant”\n",
                "per_ada",
                "Ada Lovelace",
                "cli_editor",
                "Editor",
                "tool/email.send",
                "Send a mail");
        var text = ExplainCommand.text(
                EventJson.mapper().readTree("""
                {"id": "dec_1", "at": "2026-11-02T10:00:00Z", "decision": false, "reason": "agent_policy",
                 "explanation": "agt_1 sends no mail.", "subject": "agent/agt_1", "action": "call",
                 "resource": "tool/email.send", "chain": ["agt_1", "per_ada"], "person": "per_ada",
                 "guards": [{"guard": "subject_policies", "about": "agt_1", "passed": false, "policies": []}],
                 "remedies": [{"kind": "change_policy", "about": "agt_1", "value": "p"}],
                 "established": {"client": "cli_editor", "bound": false}, "caller": "gateway"}
                """),
                "",
                new NamesBesideIds(id -> {
                    asked.add(id);
                    return Optional.ofNullable(names.get(id));
                }),
                id -> Optional.empty());
        assertThat(text)
                .contains("  “Assistant\"\\u000a” (agt_1) asked to call “Send a mail” (tool/email.send): denied")
                .contains("(agt_1) sends no mail.")
                .contains("“Editor” (cli_editor)");
        assertThat(text.lines())
                .anyMatch(line -> line.matches(" *subject_policies +“Assistant.*” \\(agt_1\\) .*"))
                .anyMatch(line -> line.matches(" *person +“Ada Lovelace” \\(per_ada\\) *"))
                .anyMatch(line -> line.matches(" *chain +“Assistant.*” \\(agt_1\\), “Ada Lovelace” \\(per_ada\\) *"));
        assertThat(asked).doesNotHaveDuplicates();
    }

    @Test
    void who_cannot_be_asked_about_or_comes_after_very_many_keeps_his_id() {
        var asked = new ArrayList<String>();
        var names = new NamesBesideIds(id -> {
            asked.add(id);
            throw new UncheckedIOException(new IOException("identity-service is away"));
        });
        var many = IntStream.range(0, 100).mapToObj(number -> "agt_" + number).collect(Collectors.joining(", "));
        assertThat(names.in(many)).isEqualTo(many);
        assertThat(asked).hasSize(NamesBesideIds.MOST);
    }

    @Test
    void a_denial_is_told_guard_by_guard_with_the_policies_that_decided_and_what_would_change_it() throws Exception {
        var text = ExplainCommand.text(EventJson.mapper().readTree("""
                {"id": "dec_1", "at": "2026-11-02T10:00:00Z", "decision": false, "reason": "agent_policy",
                 "explanation": "Agents don't send money.", "subject": "agent/agt_1", "action": "call",
                 "resource": "tool/payments.transfer", "chain": ["agt_1", "per_ada"],
                 "guards": [{"guard": "known_resource", "passed": true, "policies": []},
                            {"guard": "subject_policies", "about": "agt_1", "passed": false, "reason": "agent_policy",
                             "policies": ["no-money"]}],
                 "policies": [{"id": "no-money", "annotations": {"id": "no-money", "reason": "Agents don't send money."}}],
                 "remedies": [{"kind": "change_policy", "value": "no-money"}],
                 "policyVersion": "main/3", "catalogRevision": 9, "freshnessMillis": 140, "caller": "gateway",
                 "established": {"client": "cli_editor", "bound": false, "address": "10.1.2.3"}}
                """), "", NOBODY, id -> Optional.empty());
        assertThat(text.lines())
                .anyMatch(
                        line -> line.contains("agent/agt_1 asked to call tool/payments.transfer: denied, agent_policy"))
                .anyMatch(line -> line.matches(" *known_resource +the call +passed *"))
                .anyMatch(line -> line.matches(" *subject_policies +agt_1 +agent_policy +no-money"))
                .anyMatch(line -> line.matches(" *no-money +reason: Agents don't send money."))
                .anyMatch(line -> line.matches(" *change_policy +the call +no-money"))
                .anyMatch(line -> line.matches(" *asked +by the client cli_editor from 10.1.2.3 *"))
                .anyMatch(line -> line.matches(" *freshness +140 ms"));
    }

    @Test
    void of_an_applications_own_resource_it_tells_whose_it_is_and_what_it_was_like() throws Exception {
        var text = ExplainCommand.text(EventJson.mapper().readTree("""
                {"id": "dec_2", "at": "2026-11-02T10:00:00Z", "decision": true, "subject": "person/per_ada",
                 "action": "approve", "resource": "invoice/inv-4711", "asserted": {"resource": {"amount": 120}},
                 "guards": [{"guard": "known_resource", "about": "application/invoicing", "passed": true, "policies": []}],
                 "policies": [{"id": "invoices", "annotations": {"id": "invoices"}}],
                 "policyVersion": "main/3", "catalogRevision": 9, "freshnessMillis": 140, "caller": "cli_1"}
                """), "", NOBODY, id -> Optional.empty());
        assertThat(text.lines())
                .anyMatch(
                        line -> line.contains("person/per_ada asked to approve invoice/inv-4711 of invoicing: allowed"))
                .anyMatch(line -> line.matches(" *attributes +\\{\"amount\":120}"))
                .noneMatch(line -> line.contains("what its author noted"));
    }

    @Test
    void a_filter_reads_as_the_question_that_it_was_and_as_no_decision_about_one() throws Exception {
        var filter = """
                {"id": "dec_4", "at": "2026-11-02T10:00:00Z", "decision": %s, "filter": true, "subject": "person/per_ada",
                 "action": "approve", "resource": "invoice/*",
                 "guards": [{"guard": "known_resource", "about": "application/invoicing", "passed": true, "policies": []}],
                 "policyVersion": "main/3", "catalogRevision": 9, "freshnessMillis": 140, "caller": "cli_1"}
                """;
        var asked = "an application asked which invoice resources of invoicing person/per_ada may approve: ";
        assertThat(told(filter.formatted("true"))).contains(asked + "it was told which\n");
        assertThat(told(filter.formatted("false, \"reason\": \"subject_policy\"")))
                .contains(asked + "none, subject_policy\n");
    }

    private static String told(String why) throws Exception {
        return ExplainCommand.text(EventJson.mapper().readTree(why), "", NOBODY, id -> Optional.empty());
    }

    @Test
    void of_a_held_call_it_tells_first_whose_yes_is_missing_and_where_it_is_said() throws Exception {
        var held = """
                {"id": "dec_3", "at": "2026-11-02T10:00:00Z", "decision": false, "reason": "approval_required",
                 "explanation": "A person has to approve it.", "subject": "agent/agt_1", "action": "call",
                 "resource": "tool/payments.transfer", "person": "per_ada", "approval": "apr_3", "guards": [],
                 "obligations": [{"kind": "approval", "policy": "held"}%s],
                 "remedies": [{"kind": "approve", "about": "per_ada"}, {"kind": "change_policy", "value": "held"}],
                 "policyVersion": "main/3", "catalogRevision": 9, "freshnessMillis": 140, "caller": "gateway"}
                """;
        var his = ExplainCommand.text(
                EventJson.mapper().readTree(held.formatted("")),
                "http://127.0.0.1:8086",
                new NamesBesideIds(id -> id.equals("per_ada") ? Optional.of("Ada Lovelace") : Optional.empty()),
                id -> Optional.empty());
        assertThat(his)
                .containsSubsequence(
                        "A person has to approve it.",
                        "it goes through once, after the yes of “Ada Lovelace” (per_ada)\n",
                        "on its page http://127.0.0.1:8086/approvals/apr_3\n",
                        "deploy/mandate approvals approve me apr_3",
                        "change_policy");
        var finances = ExplainCommand.text(
                EventJson.mapper()
                        .readTree(held.formatted(
                                ", {\"kind\": \"approval\", \"value\": \"role:finance,acr:urn:mandate:acr:mfa\"}")),
                "",
                NOBODY,
                id -> Optional.empty());
        assertThat(finances).contains("the yes of who has the role finance, signed in with urn:mandate:acr:mfa\n");
    }

    @Test
    void of_a_call_that_nobody_was_asked_about_it_tells_who_agreed_to_what_and_until_when() throws Exception {
        var why = EventJson.mapper().readTree("""
                {"id": "dec_4", "at": "2026-11-02T10:00:00Z", "decision": true, "subject": "agent/agt_1", "action": "call",
                 "resource": "tool/email.send", "person": "per_ada",
                 "guards": [{"guard": "agreed_kind", "about": "del_2", "passed": true, "policies": ["held"]}]}
                """);
        var agreement = EventJson.mapper().readTree("""
                {"delegation": "del_2", "parent": "del_1", "delegator": "per_ada", "agent": "agt_1", "status": "ACTIVE",
                 "expiresAt": "2026-11-02T12:00:00Z", "agreed": {"arguments": ["subject", "to"]},
                 "scope": [{"tool": "email.send", "constraints": [
                   {"argument": "to", "operator": "ONE_OF", "values": ["bo@partner.example"]}]}]}
                """);
        assertThat(ExplainCommand.text(
                        why,
                        "",
                        new NamesBesideIds(id -> id.equals("per_ada") ? Optional.of("Ada Lovelace") : Optional.empty()),
                        id -> Optional.of(agreement)))
                .contains(
                        "  nobody was asked: “Ada Lovelace” (per_ada) isn't asked for calls of email.send with to one of bo@partner.example,"
                                + " and no arguments but subject, to, by agt_1 in del_1 until 2026-11-02T12:00:00Z   [del_2]\n");
        assertThat(ExplainCommand.text(why, "", NOBODY, id -> Optional.empty()))
                .contains("nobody was asked: its person had agreed to calls like it, which is over   [del_2]\n");
    }
}
