package dev.mandate.audit.findings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.audit.Wires;
import dev.mandate.audit.engine.OcsfSchema;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do about a finding, and who is told. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class TriageIT {
    private static final Map<String, Object> OUTSIDE = Map.of("to", "eve@outside.example", "body", "hello");

    private AuditStory story;

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @BeforeEach
    void a_story_has_begun() {
        story = AuditStory.begun();
    }

    @Test
    void a_finding_is_acknowledged_goes_on_is_resolved_and_all_of_it_is_on_the_trail_with_who_did_it() {
        var finding = found();
        decide(finding, "acknowledge", Map.of()).statusCode(200).body("status_id", is(2));
        story.calls("email.send", OUTSIDE);
        AuditStory.eventuallyTrue(() -> AuditStory.get("/findings/" + finding, "findings:read")
                .body("count", is(2))
                .body("activity_id", is(2))
                .body("status_id", is(2)));
        assertThat(toldOf(finding)).endsWith(2, 0); // the update doesn't make it new for those who read the topic
        decide(finding, "resolve", Map.of()).statusCode(400).body("field", is("/reason"));
        decide(finding, "resolve", Map.of("reason", "the task was to send it"))
                .statusCode(200)
                .body("activity_id", is(3))
                .body("status_detail", is("the task was to send it"))
                .body("unmapped.triage.by", is("per_ada"))
                .body("unmapped.triage.actor.client", is("test"));
        decide(finding, "acknowledge", Map.of()).statusCode(409);
        AuditStory.eventuallyTrue(() -> AuditStory.get("/trail?subject=" + finding, "trail:read")
                .body("entries.outcome", is(java.util.List.of("finding", "acknowledged", "finding", "resolved")))
                .body("entries.summary", hasItem(containsString("resolved by per_ada by test, the task was"))));
        AuditStory.get("/findings?session=" + story.session(), "findings:read").body("findings", hasSize(1));
        AuditStory.get("/findings?session=" + story.session(), "findings:read")
                .body("findings[0].unmapped.names.'" + story.ada() + "'", is("Ada Lovelace"))
                .body("findings[0].message", containsString("“Invoice helper” (agt_"));
        assertThat(OcsfSchema.problems(AuditStory.get("/findings/" + finding, "findings:read")
                        .extract()
                        .asByteArray()))
                .isEmpty();
    }

    @Test
    void what_goes_on_after_it_was_resolved_is_new_again_by_a_record_of_its_own() {
        var finding = found();
        decide(finding, "resolve", Map.of("reason", "over")).statusCode(200);
        story.calls("email.send", OUTSIDE);
        AuditStory.eventuallyTrue(() -> AuditStory.get("/findings/" + finding, "findings:read")
                .body("count", is(2))
                .body("status_id", is(1)));
        AuditStory.eventuallyTrue(
                () -> AuditStory.get("/trail?topic=risk.findings.v1&session=" + story.session(), "trail:read")
                        .body("entries.outcome", is(java.util.List.of("finding", "resolved", "finding", "reopened"))));
        assertThat(toldOf(finding)).containsExactly(1, 4, 0, 1);
    }

    /** What {@code risk.findings.v1} said of its status, one after the other. */
    private static java.util.List<Integer> toldOf(String finding) {
        return Wires.all(TopicCatalogue.RISK_FINDINGS, "security-team").stream()
                .map(record -> Wires.data(FindingEvent.FAMILY, record))
                .filter(event -> event.findingInfo().uid().value().equals(finding))
                .map(FindingEvent::statusId)
                .toList();
    }

    @Test
    void what_is_suppressed_alerts_nobody_for_its_group_is_recorded_and_says_who_wanted_it() {
        var finding = found();
        decide(finding, "suppress", Map.of("reason", "known", "until", "2000-01-01T00:00:00Z"))
                .statusCode(400)
                .body("field", is("/until"));
        decide(
                        finding,
                        "suppress",
                        Map.of(
                                "reason",
                                "known",
                                "until",
                                Instant.now().plusSeconds(600).toString()))
                .statusCode(200)
                .body("status_id", is(3))
                .body("is_alert", is(false));
        AuditStory.eventuallyTrue(
                () -> AuditStory.get("/trail?topic=risk.suppressions.v1&order=desc&limit=1000", "trail:read")
                        .body("entries.summary", hasItem(startsWith("per_ada by test: what the risk rule")))
                        .body("entries.payload.group.session", hasItem(story.session())));
        AuditStory.eventuallyTrue(() -> {
            story.calls("email.send", OUTSIDE);
            AuditStory.get("/findings/" + finding, "findings:read")
                    .body("activity_id", is(2))
                    .body("status_id", is(3))
                    .body("is_alert", is(false))
                    .body("count", org.hamcrest.Matchers.greaterThan(1));
        });
        decide(finding, "lift", Map.of()).statusCode(400).body("field", is("/reason"));
        decide(finding, "lift", Map.of("reason", "not known after all"))
                .statusCode(200)
                .body("status_id", is(1))
                .body("is_alert", is(true))
                .body("unmapped.triage.by", is("per_ada"));
        decide(finding, "lift", Map.of("reason", "twice")).statusCode(409);
        AuditStory.eventuallyTrue(() -> AuditStory.get(
                        "/trail?topic=risk.suppressions.v1&order=desc&limit=1000", "trail:read")
                .body("entries.findAll { it.outcome == 'lifted' }.payload.group.session", hasItem(story.session())));
        AuditStory.eventuallyTrue(() -> {
            story.calls("email.send", OUTSIDE);
            AuditStory.get("/findings/" + finding, "findings:read")
                    .body("activity_id", is(2))
                    .body("status_id", is(1))
                    .body("is_alert", is(true));
        });
    }

    @Test
    void text_that_no_database_keeps_finds_nothing() {
        for (var parameter : java.util.List.of("session", "agent", "person", "rule"))
            given().auth()
                    .oauth2(Tokens.with("findings:read"))
                    .queryParam(parameter, "a\0")
                    .get("/findings")
                    .then()
                    .statusCode(200)
                    .body("findings", hasSize(0));
        given().auth()
                .oauth2(Tokens.with("findings:read"))
                .get("/findings/{id}", "fnd_\0")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(Tokens.with("findings:write"))
                .post("/findings/{id}/acknowledge", "fnd_\0")
                .then()
                .statusCode(404);
    }

    @Test
    void triage_needs_its_scope_and_a_finding() {
        decide("fnd_nobody", "acknowledge", Map.of()).statusCode(404);
        given().auth()
                .oauth2(Tokens.with("findings:read"))
                .post("/findings/fnd_nobody/acknowledge")
                .then()
                .statusCode(403);
    }

    private String found() {
        story.calls("crm.read_contact", Map.of("id", "7"));
        story.calls("email.send", OUTSIDE);
        AuditStory.eventuallyTrue(() -> AuditStory.get("/findings?session=" + story.session(), "findings:read")
                .body("findings", hasSize(1)));
        return AuditStory.get("/findings?session=" + story.session(), "findings:read")
                .extract()
                .path("findings[0].finding_info.uid");
    }

    private static ValidatableResponse decide(String finding, String what, Map<String, Object> body) {
        return given().auth()
                .oauth2(Tokens.with("findings:write"))
                .contentType("application/json")
                .body(body)
                .post("/findings/" + finding + "/" + what)
                .then();
    }
}
