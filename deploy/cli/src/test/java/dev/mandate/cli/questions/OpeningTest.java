package dev.mandate.cli.questions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mandate.cli.client.ApiClient.Answer;
import dev.mandate.cli.running.Service;
import dev.mandate.events.cloudevents.EventJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    private static final String TRAIL = "AUDIT /trail?order=desc&limit=50&";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Answer> services = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Opening opening = new Opening(this::answer);

    @ParameterizedTest
    @CsvSource({
        "fnd_1, AUDIT /findings/fnd_1, subject=fnd_1",
        "del_1, IDENTITY /delegations/del_1, topic=identity.administration.v1&delegation=del_1",
        "ofr_1, IDENTITY /offers/ofr_1, subject=ofr_1",
        "agt_1, IDENTITY /agents/agt_1, topic=identity.administration.v1&agent=agt_1",
        "per_1, IDENTITY /identities/per_1, topic=identity.administration.v1&agent=per_1",
        "wkl_1, IDENTITY /identities/wkl_1, topic=identity.administration.v1&agent=wkl_1",
        "cli_1, IDENTITY /clients/cli_1, subject=cli_1",
        "admin, IDENTITY /clients/admin, subject=admin",
        "https://id.example, IDENTITY /issuers/https%3A%2F%2Fid.example, subject=https%3A%2F%2Fid.example",
        "prp_1, AUTHZ /proposals/prp_1, subject=prp_1",
        "grt_1, LIFECYCLE /grants/grt_1, subject=grt_1",
        "policy-set:main, AUTHZ /policies/main, subject=policy-set%3Amain",
        "rule:money-and-text, AUDIT /rules/money-and-text, subject=rule%3Amoney-and-text",
        "tool:crm.read, LIFECYCLE /catalog/tool/crm.read, subject=tool%3Acrm.read",
        "resource:a/0/1, LIFECYCLE /catalog/resource/a%2F0%2F1, subject=resource%3Aa%2F0%2F1",
    })
    void it_is_read_where_it_is_kept_and_shown_with_what_was_done_to_it(String id, String kept, String lines) {
        services.put(kept, new Answer(200, JSON.objectNode().put("kept", id)));
        services.put(TRAIL + lines, told("Ada did it, since it was due"));
        var shown = opening.of(id);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body().path("kept").asText()).isEqualTo(id);
        assertThat(shown.body().at("/trail/0/summary").asText()).isEqualTo("Ada did it, since it was due");
    }

    @ParameterizedTest
    @CsvSource({
        "key_1, subject=key_1",
        "apr_1, subject=apr_1",
        "grp_1, subject=grp_1",
        "lifecycle.workers.v1/3/20917, subject=lifecycle.workers.v1%2F3%2F20917",
        "grt_1, subject=grt_1",
        "https://hr.example, subject=https%3A%2F%2Fhr.example",
    })
    void of_what_nobody_keeps_or_what_is_gone_the_trail_is_shown(String id, String lines) {
        services.put(TRAIL + lines, told("Ada did it"));
        assertThat(opening.of(id).body().at("/trail/0/summary").asText()).isEqualTo("Ada did it");
    }

    @ParameterizedTest
    @CsvSource({"dec_1, AUDIT /decisions/dec_1", "20917, AUDIT /trail/20917", "01KB5, AUDIT /trail/01KB5"})
    void what_is_made_of_lines_itself_is_read_once(String id, String kept) {
        services.put(kept, new Answer(200, JSON.objectNode().put("kept", id)));
        assertThat(opening.of(id).body().path("kept").asText()).isEqualTo(id);
        assertThat(asked).containsExactly(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada Abel", "fnd_", "a/b/c", "/0/1", "topic/0/-1", "fnd_1", "rule:x", "1", ""})
    void nothing_has_another_id(String id) {
        assertThat(opening.of(id).status()).isEqualTo(404);
    }

    @Test
    void who_may_read_a_finding_and_not_the_trail_is_told_so() {
        services.put("AUDIT /findings/fnd_1", new Answer(200, JSON.objectNode().put("kept", "fnd_1")));
        services.put(TRAIL + "subject=fnd_1", new Answer(403, MissingNode.getInstance()));
        var shown = opening.of("fnd_1");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body().path("trailNotShown").asText()).contains("trail:read");
        assertThat(shown.body().has("trail")).isFalse();
    }

    @Test
    void a_task_is_shown_with_what_its_person_is_not_asked_about_in_it_and_a_decision_with_why_nobody_was_asked() {
        var agreement = JSON.objectNode()
                .put("delegation", "del_2")
                .put("parent", "del_1")
                .put("delegator", "per_1")
                .put("agent", "agt_1")
                .put("expiresAt", "noon");
        agreement.putObject("agreed").putArray("arguments").add("to");
        agreement.putArray("scope").addObject().put("tool", "email.send");
        services.put("IDENTITY /delegations/del_1", new Answer(200, JSON.objectNode()));
        services.put("IDENTITY /delegations/del_2", new Answer(200, agreement));
        services.put(
                "IDENTITY /agreements?limit=200&task=del_1",
                new Answer(200, JSON.objectNode().set("items", JSON.arrayNode().add(agreement))));
        services.put(
                "IDENTITY /identities/per_1", new Answer(200, JSON.objectNode().put("displayName", "Ada Abel")));
        assertThat(opening.of("del_1").body().at("/agreements/0").asText())
                .startsWith("Ada Abel isn't asked for calls of email.send")
                .endsWith("by agt_1 in del_1 until noon   [del_2]");
        assertThat(opening.of("del_2").body().path("says").asText()).startsWith("Ada Abel isn't asked");

        var decision = JSON.objectNode();
        decision.putObject("record")
                .putObject("payload")
                .putArray("guards")
                .addObject()
                .put("guard", "agreed_kind")
                .put("about", "del_2")
                .put("passed", true);
        services.put("AUDIT /decisions/dec_1", new Answer(200, decision));
        assertThat(opening.of("dec_1").body().path("says").asText())
                .startsWith("nobody was asked: Ada Abel isn't asked for calls of email.send");
    }

    @Test
    void an_approval_is_shown_by_its_keeper_to_whom_it_concerns_and_to_others_from_the_trail() throws Exception {
        services.put("LIFECYCLE /approvals/apr_1", new Answer(403, JSON.objectNode()));
        services.put(
                "AUDIT /trail?order=desc&limit=1&topic=lifecycle.approvals.v1&subject=apr_1",
                new Answer(200, EventJson.mapper().readTree("""
                        {"entries": [{"payload": {"approval": "apr_1", "status": "USED", "decision": "dec_1", "person": "per_ada",
                         "until": "2026-11-02T12:00:00Z", "answer": {"approved": true, "by": {"subject": "per_ada"}},
                         "call": {"subject": "agt_1", "action": "call", "resource": "tool/email.send"}}}]}
                        """)));
        services.put(
                "AUDIT /decisions/dec_1", new Answer(200, EventJson.mapper().readTree("""
                        {"record": {"payload": {"arguments": {"to": ["bo@partner.example"]}}}}
                        """)));
        services.put(
                "IDENTITY /identities/per_ada",
                new Answer(200, JSON.objectNode().put("displayName", "Ada Abel")));
        services.put(TRAIL + "subject=apr_1", told("A person is asked"));
        var shown = opening.of("apr_1").body();
        assertThat(shown.path("says").asText())
                .isEqualTo(
                        "Whether agt_1 may call tool/email.send, once: asked of Ada Abel, and Ada Abel said yes; used,"
                                + " until 2026-11-02T12:00:00Z");
        assertThat(shown.at("/arguments/to/0").asText()).isEqualTo("bo@partner.example");
        assertThat(shown.at("/trail/0/summary").asText()).isEqualTo("A person is asked");
        services.put(
                "LIFECYCLE /approvals/apr_1", new Answer(200, JSON.objectNode().put("what", "wants to send a mail")));
        assertThat(opening.of("apr_1").body().path("what").asText()).isEqualTo("wants to send a mail");
    }

    @Test
    void a_refusal_of_who_keeps_it_is_passed_on() {
        services.put("IDENTITY /clients/cli_1", new Answer(403, MissingNode.getInstance()));
        assertThat(opening.of("cli_1").status()).isEqualTo(403);
    }

    private Answer answer(Service service, String path) {
        var question = service + " " + path;
        asked.add(question);
        var nothing = path.startsWith("/trail?")
                ? new Answer(200, JSON.objectNode().set("entries", JSON.arrayNode()))
                : new Answer(404, MissingNode.getInstance());
        return services.getOrDefault(question, nothing);
    }

    private static Answer told(String summary) {
        JsonNode line = JSON.objectNode()
                .put("id", "7")
                .put("occurredAt", "2026-11-02T12:00:00Z")
                .put("summary", summary);
        return new Answer(200, JSON.objectNode().set("entries", JSON.arrayNode().add(line)));
    }
}
