package dev.mandate.audit.recordings;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.mandate.audit.AuditStory;
import dev.mandate.audit.Tokens;
import dev.mandate.audit.Wires;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.actions.KeptFields;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.identity.DelegationState;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.DelegationId;
import dev.mandate.events.lifecycle.ApprovalState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session as it went, for the security team and for who answers for it. */
@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class RecordingIT {
    private static final String SECURITY = "recordings:read findings:read";

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
    void a_session_replays_in_order_and_shows_what_is_equal_without_showing_it() {
        story.reads("crm.read_contact", Map.of("id", 7), "eve@outside.example");
        untilToldOf(1);
        story.calls(
                "email.send",
                Map.of("to", List.of("Eve@Outside.example"), "body", "the numbers of eve@outside.example"));
        AuditStory.eventuallyTrue(() -> recording("")
                .body("task", is("invoice 4711"))
                .body("person.name", is("Ada Lovelace"))
                .body("digests", is(true))
                .body("next", nullValue())
                .body("gaps", is(empty()))
                .body("steps.number", is(List.of(1, 2, 3)))
                .body("steps.kind", is(List.of("DELEGATION", "CALL", "CALL")))
                .body("steps[1].agent.name", is("Invoice helper"))
                .body("steps[1].labels", is(List.of("private")))
                .body("steps[1].verdict.answer", is("ALLOWED"))
                .body("steps[1].arguments[0].text", is("7"))
                .body("steps[1].outcomes[0].shows[0].host", is("outside.example"))
                .body("steps[2].arguments.find { it.name == 'to[0]' }.sameAs", is(2))
                .body("steps[2].arguments.find { it.name == 'to[0]' }.host", is("outside.example"))
                .body("steps[2].arguments.find { it.name == 'body' }.kept", is("DIGEST"))
                .body("steps[2].arguments.find { it.name == 'body' }.mentions[0].sameAs", is(2))
                .body("steps[2].findings[0].raised", is(true))
                .body("steps[2].findings[0].finding", startsWith("fnd_")));
        var shown = recording("").extract();
        assertThat(shown.asString()).doesNotContainIgnoringCase("eve@").doesNotContain("numbers");
        assertThat(shown.<String>path("steps[2].arguments.find { it.name == 'to[0]' }.digest"))
                .startsWith("hmac:")
                .isEqualTo(shown.path("steps[1].outcomes[0].shows[0].digest"));
    }

    @Test
    void what_an_operator_keeps_of_an_answer_is_shown_as_far_as_the_field_policy_lets_it_be() {
        var values = Map.<String, Object>of(
                "/status", "open", "/items/0/email", "bo@partner.example", "/count", 12, "/note", "x".repeat(300));
        story.keeps("web.browse", new KeptFields(values, List.of("/apiKey"), List.of("/page")));
        story.keeps("crm.read_contact", new KeptFields(Map.of("/status", "open"), null, null));
        untilToldOf(2);
        var kept = "steps[1].outcomes[0].kept.find { it.name == 'result.";
        recording("")
                .body(kept + "status' }.text", is("open"))
                .body(kept + "count' }.text", is("12"))
                .body(kept + "items.0.email' }.kept", is("DIGEST"))
                .body(kept + "items.0.email' }.host", is("partner.example"))
                .body(kept + "note' }.kept", is("DIGEST"))
                .body(kept + "apiKey' }.kept", is("SECRET"))
                .body("steps[1].outcomes[0].leftOut", is(List.of("result.page")))
                .body("steps[2].outcomes[0].kept[0].kept", is("DIGEST"));
        assertThat(recording("").extract().asString()).doesNotContain("bo@");
    }

    @Test
    void of_a_report_that_is_too_large_to_be_read_whole_that_is_shown_all_the_same() {
        var values = Map.<String, Object>of("/status", "open", "/note", "x".repeat(15_900));
        story.keeps("web.browse", new KeptFields(values, null, null), "https://wiki.example/" + "y".repeat(900));
        untilToldOf(1);
        recording("")
                .body("steps[1].outcomes[0].size", is(5_000))
                .body("steps[1].outcomes[0].kept.find { it.name == 'result.status' }.text", is("open"));
    }

    @Test
    void what_a_person_was_asked_stands_at_the_step_with_who_answered() {
        var denied = DecisionId.next();
        story.asksForApproval(denied);
        story.approval(denied, 1, ApprovalState.Status.ASKED, null, null);
        var yes = new ApprovalState.Answer(
                true, new Actor(story.ada(), "console", List.of()), Instant.now(), "she wrote to eve@outside.example");
        story.approval(denied, 2, ApprovalState.Status.GRANTED, yes, null);
        AuditStory.eventuallyTrue(() -> recording("")
                .body("steps[1].verdict.answer", is("HELD"))
                .body("steps[1].verdict.decision", is(denied.value()))
                .body("steps[1].approvals.status", is(List.of("asked", "granted")))
                .body("steps[1].approvals[1].by", startsWith("Ada Lovelace"))
                .body("steps[1].approvals[1].reason", startsWith("she wrote to […@outside.example hmac:")));
    }

    @Test
    void where_nobody_was_asked_it_says_who_agreed_to_what_and_until_when() {
        var agreement = DelegationId.next();
        story.agrees(agreement, "bo@partner.example", DelegationState.Status.ACTIVE);
        AuditStory.eventuallyTrue(() -> recording("").body("steps", hasSize(2)));
        story.mailsBy(agreement, Map.of("to", "bo@partner.example"));
        story.mailsBy(agreement, Map.of("to", "bo@partner.example", "body", "x".repeat(17_000)));
        AuditStory.eventuallyTrue(() -> recording("")
                .body("steps.kind", is(List.of("DELEGATION", "AGREEMENT", "CALL", "CALL")))
                .body(
                        "steps[1].subject",
                        is(
                                "Ada Lovelace isn't asked for calls of email.send by Invoice helper that keep to these limits,"
                                        + " until 2040-01-01T00:00:00Z"))
                .body("steps[1].arguments[0].name", is("to one of"))
                .body("steps[1].arguments[0].host", is("partner.example"))
                .body("steps[2].arguments[0].sameAs", is(2))
                .body("steps[2].verdict.agreed", is(agreement.value()))
                .body("steps[3].verdict.agreed", is(agreement.value()))
                .body("agreements", hasSize(1))
                .body("agreements[0].by.name", is("Ada Lovelace"))
                .body("agreements[0].tool", is("email.send"))
                .body("agreements[0].status", is("active")));
        recording("").body("steps[3].told", hasItem(endsWith("not all of it is shown here.")));
        assertThat(recording("").extract().asString()).doesNotContain("bo@");
        story.agrees(agreement, "bo@partner.example", DelegationState.Status.REVOKED);
        AuditStory.eventuallyTrue(() -> recording("?limit=1").body("agreements.status", is(List.of("revoked"))));
    }

    @Test
    void what_no_decision_speaks_for_and_what_nobody_told_of_is_said() {
        Wires.send(
                ActionEvent.FAMILY, story.call("web.browse", Map.of("url", "https://news.example/a"), Instant.now()));
        AuditStory.eventuallyTrue(() -> recording("")
                .body("steps[1].verdict", nullValue())
                .body("steps[1].told", hasItem("It was done without a decision.")));
        story.calls("crm.read_contact", Map.of("password", "hunter22"));
        AuditStory.eventuallyTrue(() -> recording("")
                .body("steps[2].arguments[0].kept", is("SECRET"))
                .body("steps[2].arguments[0].digest", nullValue())
                .body("steps[2].told", hasItem("Other arguments were reported than were decided about.")));
    }

    @Test
    void what_somebody_only_asked_is_shown_as_that_and_an_action_that_names_it_as_one_without_a_decision() {
        var asked = DecisionId.next();
        story.asksAsDryRun(asked);
        AuditStory.eventuallyTrue(() -> recording("")
                .body("steps[1].verdict.decision", is(asked.value()))
                .body("steps[1].verdict.dryRun", is(true))
                .body("steps[1].verdict.answer", is("ALLOWED"))
                .body("steps[1].told", hasItem(endsWith("nobody meant to do it, and it counts nowhere."))));
        Wires.send(ActionEvent.FAMILY, story.call(asked, "email.send", Map.of(), Instant.now()));
        AuditStory.eventuallyTrue(() -> recording("")
                .body("steps[2].verdict", nullValue())
                .body("steps[1].told", hasItem("It was reported to have run all the same."))
                .body("steps[2].told", hasItem(endsWith("or a dry run, by which nothing may be done."))));
    }

    @Test
    void who_reports_one_call_again_and_again_hides_no_other() {
        story.calls("web.browse", Map.of());
        untilToldOf(1);
        String decision = recording("").extract().path("steps[1].verdict.decision");
        for (int i = 0; i < 20; i++)
            Wires.send(ActionEvent.FAMILY, story.call(new DecisionId(decision), "web.browse", Map.of(), Instant.now()));
        story.calls("crm.read_contact", Map.of());
        AuditStory.eventuallyTrue(() -> recording("")
                .body("steps[1].outcomes", hasSize(8))
                .body("steps[1].told", hasItem("It was reported 8 times, or more."))
                .body("steps[2].outcomes", hasSize(1)));
    }

    @Test
    void who_answers_for_it_sees_it_and_nobody_else_does() {
        as(story.ada(), "recordings:read").statusCode(200).body("steps", not(empty()));
        as("per_another", "recordings:read").statusCode(404);
        as("per_another", SECURITY).statusCode(200);
        as(story.ada(), "trail:read").statusCode(403);
        assertThat(given().get("/sessions/" + story.session() + "/recording").statusCode())
                .isEqualTo(401);
        for (var none : List.of("del_01jdm00000000000000000000z", "nonsense", "del_\0"))
            given().auth()
                    .oauth2(Tokens.with(SECURITY))
                    .get("/sessions/{id}/recording", none)
                    .then()
                    .statusCode(404);
    }

    @Test
    void who_was_shown_it_is_on_record_once_and_nobody_who_was_not() {
        for (var page = 0; page < 3; page++) as("per_grace", SECURITY).statusCode(200);
        as("per_another", "recordings:read").statusCode(404);
        AuditStory.eventuallyTrue(() -> AuditStory.get("/trail?session=" + story.session(), "trail:read")
                .body(
                        "entries.findAll { it.type == 'administration.recording.read.v1' }.summary",
                        contains(
                                allOf(startsWith("per_grace"), endsWith("read the recording of " + story.session())))));
        recording("").body("steps.kind", is(List.of("DELEGATION")));
    }

    @Test
    void a_long_session_is_read_page_by_page_and_counts_its_steps_on() {
        story.calls("web.browse", Map.of());
        AuditStory.eventuallyTrue(() -> recording("").body("steps", hasSize(2)));
        String next = recording("?limit=1")
                .body("steps.number", is(List.of(1)))
                .body("next", notNullValue())
                .extract()
                .path("next");
        recording("?limit=1&after=" + next).body("steps.number", is(List.of(2))).body("next", nullValue());
        recording("?limit=101").statusCode(400);
        recording("?after=1.nonsense").statusCode(400).body("field", is("after"));
        var place = new String(Base64.getUrlDecoder().decode(next), UTF_8);
        recording("?after=" + place.replace("1.", "")).statusCode(400);
    }

    /** Whoever reads on while one version takes over from another asks either. */
    @Test
    void a_page_that_an_older_version_gave_goes_on() {
        story.calls("web.browse", Map.of());
        AuditStory.eventuallyTrue(() -> recording("").body("steps", hasSize(2)));
        String next = recording("?limit=1").extract().path("next");
        recording("?after=" + new String(Base64.getUrlDecoder().decode(next), UTF_8))
                .body("steps.number", is(List.of(2)));
    }

    /** Decisions and reports come by topics of their own, in either order. */
    private void untilToldOf(int calls) {
        AuditStory.eventuallyTrue(() -> {
            var recording = recording("");
            for (int i = 1; i <= calls; i++)
                recording
                        .body("steps[" + i + "].verdict.decision", notNullValue())
                        .body("steps[" + i + "].outcomes", hasSize(1));
        });
    }

    private ValidatableResponse recording(String query) {
        return AuditStory.get("/sessions/" + story.session() + "/recording" + query, SECURITY);
    }

    private ValidatableResponse as(String person, String scope) {
        return given().auth()
                .oauth2(Tokens.of(person, "console", scope))
                .get("/sessions/" + story.session() + "/recording")
                .then();
    }
}
