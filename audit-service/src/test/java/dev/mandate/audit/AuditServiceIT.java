package dev.mandate.audit;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mandate.embedded.Platform;
import dev.mandate.embedded.PlatformTestResource;
import dev.mandate.events.actions.ActionEvent;
import dev.mandate.events.administration.Actor;
import dev.mandate.events.administration.Reason;
import dev.mandate.events.authz.DecisionAddendum;
import dev.mandate.events.authz.DecisionEvent;
import dev.mandate.events.authz.PolicyRecord;
import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.DeadLetter;
import dev.mandate.events.cloudevents.WireRecord;
import dev.mandate.events.identity.AdministrationEvent;
import dev.mandate.events.identity.AgentEvent;
import dev.mandate.events.identity.ClientEvent;
import dev.mandate.events.identity.ClientState;
import dev.mandate.events.identity.IdentityState;
import dev.mandate.events.identity.TokenEvent;
import dev.mandate.events.ids.ApprovalId;
import dev.mandate.events.ids.DecisionId;
import dev.mandate.events.ids.GrantId;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.events.lifecycle.ApprovalState;
import dev.mandate.events.lifecycle.ApprovalState.Answer;
import dev.mandate.events.lifecycle.Entitlement;
import dev.mandate.events.lifecycle.GovernanceEvent;
import dev.mandate.events.lifecycle.GovernanceEvent.CatalogChange;
import dev.mandate.events.lifecycle.GovernanceEvent.CatalogChanged;
import dev.mandate.events.lifecycle.GovernanceEvent.Cause;
import dev.mandate.events.lifecycle.GovernanceEvent.Granted;
import dev.mandate.events.lifecycle.GovernanceEvent.Revoked;
import dev.mandate.events.lifecycle.Origin;
import dev.mandate.events.risk.FindingEvent;
import dev.mandate.events.topics.TopicCatalogue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = PlatformTestResource.class, initArgs = @ResourceArg(name = "service", value = "audit"))
class AuditServiceIT {
    private static final Map<String, Object> OUTSIDE = Map.of("to", "eve@outside.example", "body", "hello");

    @BeforeAll
    static void a_key_that_tokens_are_signed_with_is_known() {
        Tokens.publishKey();
    }

    @Test
    void an_action_is_in_the_trail_once_however_often_it_is_delivered() {
        var story = AuditStory.begun();
        var call = story.call("crm.read_contact", Map.of("id", "7"), Instant.now());
        for (int delivery = 0; delivery < 5; delivery++)
            Wires.send(TopicCatalogue.AGENT_ACTIONS, story.wire("once-" + story.agent, call));
        story.calls("email.send", Map.of("to", "ada@own.example"));
        story.eventually(() -> story.trail("session=" + story.session + "&topic=agent.actions.v1")
                .body("entries.payload.tool", is(List.of("crm.read_contact", "email.send"))));
        story.trail("session=" + story.session + "&topic=agent.actions.v1&limit=1")
                .body("entries", hasSize(1))
                .body("next", notNullValue())
                .body("entries[0].person", is(story.ada.value()))
                .body("entries[0].summary", containsString("Invoice helper"));
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition_from_either_end() {
        var story = AuditStory.begun();
        var instant = Instant.now();
        for (int call = 0; call < 5; call++) // two of them at the same instant
        Wires.send(ActionEvent.FAMILY, story.call("tool-" + call, Map.of(), instant.plusMillis(call / 2)));
        var query = "session=" + story.session + "&topic=agent.actions.v1";
        story.eventually(() -> story.trail(query).body("entries", hasSize(5)));
        assertThat(toolsOf(story, query)).containsExactly("tool-0", "tool-1", "tool-2", "tool-3", "tool-4");
        assertThat(toolsOf(story, query + "&order=desc"))
                .containsExactly("tool-4", "tool-3", "tool-2", "tool-1", "tool-0");
    }

    private static List<String> toolsOf(AuditStory story, String query) {
        var seen = new ArrayList<String>();
        for (String next = ""; next != null; ) {
            var page = story.trail(query + "&limit=2" + (next.isEmpty() ? "" : "&after=" + next))
                    .extract();
            seen.addAll(page.path("entries.payload.tool"));
            next = page.path("next");
        }
        return seen;
    }

    @Test
    void a_read_and_a_send_outside_reach_the_security_team_as_one_finding() throws Exception {
        var story = AuditStory.begun();
        story.calls("crm.read_contact", Map.of("id", "7"));
        story.calls("email.send", OUTSIDE);
        var record = Wires.read(
                        TopicCatalogue.RISK_FINDINGS,
                        "security-team",
                        1,
                        it -> new String(it.value()).contains(story.session.value()))
                .get(0);
        var finding =
                CloudEventCodec.decode(FindingEvent.FAMILY, Wires.wire(record)).data();
        assertThat(finding.unmapped().person()).isEqualTo(story.ada.value());
        assertThat(finding.evidences())
                .extracting(step -> step.data().get("tool"))
                .containsExactly("crm.read_contact", "email.send");

        story.eventually(() -> AuditStory.get("/findings?session=" + story.session, "findings:read")
                .body("findings", hasSize(1))
                .body(
                        "findings[0].finding_info.uid",
                        is(finding.findingInfo().uid().value())));
        AuditStory.get("/findings?agent=" + story.agent, "findings:read").body("findings", hasSize(1));
        AuditStory.get("/findings/" + finding.findingInfo().uid(), "findings:read")
                .statusCode(200)
                .body("class_uid", is(2004));
        AuditStory.get("/findings/fnd_unknown", "findings:read")
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void a_decision_is_told_with_the_call_that_ran_under_it_and_missing_ones_are_named() {
        var story = AuditStory.begun();
        var allowed = DecisionId.next();
        var denied = DecisionId.next();
        var lost = DecisionId.next();
        story.decides(allowed, true);
        story.decides(denied, false);
        story.eventually(() -> AuditStory.get("/decisions/" + denied, "trail:read")
                .statusCode(200)
                .body("record.outcome", is("deny"))
                .body("record.summary", containsString("outside_scope"))
                .body("withheld", is(false)));
        story.eventually(
                () -> AuditStory.get("/decisions/" + allowed, "trail:read").body("record.outcome", is("allow")));
        Wires.send(DecisionEvent.FAMILY, new DecisionAddendum.Withheld(allowed, Instant.now(), story.session));
        story.eventually(
                () -> AuditStory.get("/decisions/" + allowed, "trail:read").body("withheld", is(true)));
        given().auth()
                .oauth2(Tokens.with("trail:read"))
                .contentType("application/json")
                .body(Map.of("ids", List.of(allowed.value(), lost.value(), denied.value())))
                .post("/decisions/missing")
                .then()
                .statusCode(200)
                .body("missing", is(List.of(lost.value())));
        AuditStory.get("/decisions/" + lost, "trail:read").statusCode(404);
    }

    @Test
    void a_filter_is_opened_by_the_id_that_it_was_answered_with() {
        var story = AuditStory.begun();
        var filter = DecisionId.next();
        story.filters(filter);
        story.eventually(() -> AuditStory.get("/decisions/" + filter, "trail:read")
                .statusCode(200)
                .body("record.type", is("authz.decision.filtered.v1"))
                .body("record.summary", containsString("all of them, to be used until")));
    }

    @Test
    void how_many_decisions_went_unrecorded_and_when_is_told_in_the_trail() {
        var story = AuditStory.begun();
        var at = Instant.now();
        Wires.send(DecisionEvent.FAMILY, new DecisionEvent.Gap(at, at.minusSeconds(9), at.minusSeconds(1), 12, 3, 0));
        story.eventually(() -> story.trail("topic=authz.decisions.v1&order=desc&limit=50")
                .body(
                        "entries.findAll { it.outcome == 'gap' }.summary",
                        hasItem(startsWith("12 denials and 3 allows between "))));
    }

    @Test
    void what_administrators_do_and_who_gets_tokens_is_told_with_names_and_found_by_the_id() {
        var story = AuditStory.begun();
        var client = "cli_" + story.agent.value();
        var reason = new Reason("its secret was found in a log");
        var admin = new Actor("admin", "admin", List.of());
        Wires.send(
                ClientState.FAMILY,
                new ClientState(
                        client,
                        1,
                        false,
                        ClientState.Kind.CLIENT,
                        "Night batch",
                        ClientState.Status.ACTIVE,
                        null,
                        null));
        var about = "topic=identity.administration.v1&subject=" + client;
        Wires.send(
                AdministrationEvent.FAMILY,
                new ClientEvent.Registered(client, "Night batch", List.of("trail:read"), true, null, admin));
        Wires.send(AdministrationEvent.FAMILY, new ClientEvent.Stopped(client, "Night batch", reason, admin));
        story.eventually(() -> story.trail(about)
                .body("entries", hasSize(2))
                .body("entries[1].outcome", is("stopped"))
                .body("entries[1].summary", is("admin stopped the client Night batch (" + client + "): " + reason)));

        Wires.send(
                AdministrationEvent.FAMILY,
                new AgentEvent.Stopped(story.agent, reason, new Actor(story.ada.value(), client, List.of())));
        var ofAgent = "topic=identity.administration.v1&agent=" + story.agent;
        story.eventually(() -> story.trail(ofAgent)
                .body("entries[0].person", is(story.ada.value()))
                .body(
                        "entries[0].summary",
                        startsWith("Ada Lovelace (" + story.ada + ") by Night batch (" + client + ") stopped ")));

        Wires.send(
                TokenEvent.FAMILY,
                new TokenEvent.SignedIn(
                        story.ada,
                        client,
                        "https://sign-in.example",
                        "tok_1",
                        List.of("decisions:evaluate"),
                        "urn:mandate:acr:mfa",
                        List.of("otp", "pwd"),
                        null,
                        null));
        story.eventually(() -> story.trail("topic=identity.tokens.v1&person=" + story.ada)
                .body(
                        "entries[0].summary",
                        is("Ada Lovelace (" + story.ada + ") signed in by https://sign-in.example through Night batch ("
                                + client + ") with urn:mandate:acr:mfa, otp and pwd: tok_1")));
        Wires.send(
                TokenEvent.FAMILY,
                new TokenEvent.Issued(story.agent.value(), Instant.parse("2026-11-26T12:00:00Z"), 1, 3, 0));
        story.eventually(
                () -> story.trail("topic=identity.tokens.v1&agent=" + story.agent)
                        .body(
                                "entries[0].summary",
                                endsWith(
                                        "was given 4 tokens, 1 in its own right, 3 for delegations, in the minute from 2026-11-26T12:00:00Z")));
        Wires.send(
                TokenEvent.FAMILY,
                new TokenEvent.AuthorizationRevoked(story.ada, client, "aut_1", "refresh_token_reused"));
        story.eventually(() -> story.trail("topic=identity.tokens.v1&person=" + story.ada)
                .body(
                        "entries.summary",
                        hasItem("What Ada Lovelace (" + story.ada + ") let Night batch (" + client
                                + ") have (aut_1) was revoked: refresh_token_reused")));
        Wires.send(
                TokenEvent.FAMILY,
                new TokenEvent.AuthorizationAnswered(
                        story.ada, client, "device", true, List.of("openid"), "aut_2", null));
        story.eventually(() -> story.trail("topic=identity.tokens.v1&person=" + story.ada)
                .body(
                        "entries.summary",
                        hasItem("Ada Lovelace (" + story.ada + ") agreed to what Night batch (" + client
                                + ") on a device asked for: openid (aut_2)")));
    }

    @Test
    void whom_a_held_call_was_asked_of_what_he_said_and_what_used_it_up_is_told_and_found_by_the_approvals_id() {
        var story = AuditStory.begun();
        var denied = DecisionId.next();
        var allowed = DecisionId.next();
        var approval = ApprovalId.of(denied);
        story.asksForApproval(denied);
        var by = new Actor(story.ada.value(), "console", List.of());
        var yes = new Answer(true, by, Instant.now(), "Bo asked for it");
        story.approval(denied, 1, ApprovalState.Status.ASKED, null, null);
        story.approval(denied, 2, ApprovalState.Status.GRANTED, yes, null);
        story.approval(denied, 3, ApprovalState.Status.USED, yes, allowed);
        story.eventually(() -> story.trail("subject=" + approval)
                .body("entries.outcome", is(List.of("asked", "granted", "used")))
                .body("entries[0].summary", startsWith("A person is asked until "))
                .body("entries[0].summary", containsString("to allow Invoice helper"))
                .body("entries[1].summary", startsWith("Ada Lovelace (" + story.ada + ") by console allowed "))
                .body("entries[1].summary", containsString(": Bo asked for it"))
                .body("entries[1].person", is(story.ada.value()))
                .body("entries[2].summary", containsString("was used up by " + allowed)));
        story.eventually(() -> story.trail("session=" + story.session + "&topic=authz.decisions.v1")
                .body("entries[0].summary", endsWith("; a person is asked: " + approval)));
    }

    @Test
    void who_answers_for_an_agent_is_told_with_since_when_and_from_which_records() {
        var story = AuditStory.begun();
        var grace = IdentityId.nextPerson();
        Wires.send(IdentityState.FAMILY, story.agent(2, grace));
        story.eventually(() -> AuditStory.get("/accountability/" + story.agent, "trail:read")
                .statusCode(200)
                .body("owner", is(grace.value()))
                .body("since", notNullValue())
                .body("owners.owner", is(List.of(story.ada.value(), grace.value())))
                .body("delegations.delegator", hasItem(story.ada.value())));
        String line = AuditStory.get("/accountability/" + story.agent, "trail:read")
                .extract()
                .path("records[0]");
        AuditStory.get("/trail/" + line, "trail:read").statusCode(200).body("payload.owner", is(grace.value()));
        AuditStory.get("/accountability/agt_nobody", "trail:read").statusCode(404);
    }

    @Test
    void who_granted_what_to_whom_and_who_changed_a_tool_is_told_by_name_and_found_by_its_id() {
        var story = AuditStory.begun();
        var grace = IdentityId.nextPerson();
        Wires.send(IdentityState.FAMILY, story.person(grace, "Grace Hopper"));
        story.eventually(() -> story.trail("agent=" + grace).body("entries", hasSize(1)));
        var grant = GrantId.next();
        var byAda = new Actor(story.ada.value(), "console", List.of());
        var auditor = Entitlement.role("auditor");
        var origin = new Origin(Origin.Kind.REQUEST, "req_7");
        var until = Instant.parse("2026-12-01T09:00:00Z");
        Wires.send(
                GovernanceEvent.FAMILY,
                new Granted(
                        grant,
                        grace,
                        auditor,
                        origin,
                        "year end",
                        Instant.parse("2026-11-01T09:00:00Z"),
                        until,
                        byAda));
        Wires.send(GovernanceEvent.FAMILY, new Revoked(grant, grace, auditor, origin, Cause.EXPIRED, null, null));
        var tool = "tool:mail.send-" + grant.value();
        Wires.send(
                GovernanceEvent.FAMILY,
                new CatalogChanged(
                        tool, 3, CatalogChange.CHANGED, List.of("labels"), false, "it sends outside", byAda));

        story.eventually(() -> story.trail("subject=" + grant).body("entries", hasSize(2)));
        story.trail("subject=" + grant)
                .body("entries[0].agent", is(grace.value()))
                .body("entries[0].person", is(story.ada.value()))
                .body(
                        "entries[0].summary",
                        is("Ada Lovelace (" + story.ada + ") by console granted role:auditor to Grace Hopper (" + grace
                                + ") from 2026-11-01T09:00:00Z until 2026-12-01T09:00:00Z by request req_7: year end ("
                                + grant + ")"))
                .body("entries[1].person", is(grace.value()))
                .body(
                        "entries[1].summary",
                        is("The grant of role:auditor of Grace Hopper (" + grace + ") ended, its time is over (" + grant
                                + ")"));
        story.eventually(() -> story.trail("subject=" + tool)
                .body(
                        "entries.summary",
                        is(List.of("Ada Lovelace (" + story.ada + ") by console changed " + tool
                                + " (labels), now revision 3: it sends outside"))));
    }

    @Test
    void who_published_and_activated_which_policies_is_told_by_name_and_their_texts_are_no_lines() {
        var story = AuditStory.begun();
        var set = "s" + story.session.value().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        var byAda = new Actor(story.ada.value(), "console", List.of(new Actor.Acting(story.agent.value(), null)));
        var at = Instant.parse("2026-11-02T12:00:00Z");
        var version = new PolicyRecord.Version(1, 1, "sha256:5f2c");
        Wires.send(
                PolicyRecord.FAMILY,
                new PolicyRecord.Published(set, 1, 1, false, "sha256:77aa", 12, 4, null, at, byAda));
        Wires.send(PolicyRecord.FAMILY, new PolicyRecord.Part(set, 1, 0, 1, false, "{}"));
        Wires.send(
                PolicyRecord.FAMILY,
                new PolicyRecord.Activation(
                        set,
                        1,
                        false,
                        version,
                        null,
                        at,
                        story.agent.value(),
                        PolicyRecord.PolicySetChange.ACTIVATED,
                        byAda));
        var who = "Ada Lovelace (" + story.ada + ") by console through " + story.agent;
        story.eventually(() -> story.trail("subject=policy-set:" + set)
                .body(
                        "entries.summary",
                        is(List.of(
                                who + " published version 1 of the policy set " + set
                                        + ": 12 policies, 4 tests, sha256:77aa",
                                who + " activated version 1 of the policy set " + set
                                        + "; in force: version 1, watched: none")))
                .body("entries.person", is(List.of(story.ada.value(), story.ada.value()))));
    }

    @Test
    void what_a_newer_producer_says_is_kept_whole_with_the_digest_of_the_record() throws Exception {
        var story = AuditStory.begun();
        var known =
                story.wire("newer-" + story.agent, story.call("crm.read_contact", Map.of("id", "7"), Instant.now()));
        var value = new String(known.value(), UTF_8)
                .replaceFirst("\\{", "{ \"reachedBy\": {\"é\": [1.50, null]},  ")
                .getBytes(UTF_8);
        Wires.send(TopicCatalogue.AGENT_ACTIONS, new WireRecord(known.key(), known.headers(), value));
        var query = "session=" + story.session + "&topic=agent.actions.v1";
        story.eventually(() -> story.trail(query).body("entries", hasSize(1)));
        String line = story.trail(query).extract().path("entries[0].id");
        var record = Wires.read(
                        TopicCatalogue.AGENT_ACTIONS,
                        "operator",
                        1,
                        it -> ("newer-" + story.agent)
                                .equals(Wires.wire(it).headers().get("ce_id")))
                .get(0);
        var digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(record.value()));
        AuditStory.get("/trail/" + line, "trail:read")
                .body("payload.tool", is("crm.read_contact"))
                .body("payload.reachedBy", nullValue())
                .body("sha256", is(digest))
                .body("original", nullValue());
        String original = AuditStory.get("/trail/" + line + "?original=true", "trail:read")
                .body("sha256", is(digest))
                .extract()
                .path("original");
        assertThat(Base64.getDecoder().decode(original)).isEqualTo(value).isEqualTo(record.value());
    }

    @Test
    void an_event_dated_ahead_happened_when_it_was_recorded_and_says_so() {
        var story = AuditStory.begun();
        Wires.send(
                ActionEvent.FAMILY,
                story.call("crm.read_contact", Map.of(), Instant.now().plusSeconds(86_400)));
        story.eventually(() -> story.trail("session=" + story.session + "&topic=agent.actions.v1")
                .body("entries", hasSize(1))
                .body("entries[0].clockAhead", is(true)));
        String at = story.trail("session=" + story.session + "&topic=agent.actions.v1")
                .extract()
                .path("entries[0].occurredAt");
        assertThat(Instant.parse(at)).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void an_action_that_is_told_a_day_late_is_on_the_trail_at_the_time_when_it_happened() {
        var story = AuditStory.begun();
        story.calls("crm.read_contact", Map.of("id", "7"));
        var yesterday = Instant.now().minusSeconds(86_400).truncatedTo(ChronoUnit.MILLIS);
        Wires.send(ActionEvent.FAMILY, story.call("crm.read_contact", Map.of("id", "8"), yesterday));
        var query = "session=" + story.session + "&topic=agent.actions.v1";
        story.eventually(() -> story.trail(query).body("entries", hasSize(2)));
        String at = story.trail(query).extract().path("entries[0].occurredAt");
        assertThat(Instant.parse(at)).isEqualTo(yesterday);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authz.decisions.v1",
                "agent.actions.v1",
                "lifecycle.workers.v1",
                "lifecycle.access.v1",
                "identity.identities.v1",
                "identity.delegations.v1"
            })
    void what_cannot_be_read_becomes_a_dead_letter_as_it_came(String topic) {
        var mark = UUID.randomUUID().toString();
        Wires.send(
                TopicCatalogue.named(topic),
                new WireRecord("key".getBytes(), Map.of("mark", mark), "{broken".getBytes()));
        var letter = Wires.read(
                        TopicCatalogue.AUDIT_DEAD_LETTERS,
                        "operator",
                        1,
                        it -> mark.equals(Wires.wire(it).headers().get("mark")))
                .get(0);
        assertThat(letter.value()).asString().isEqualTo("{broken");
        assertThat(letter.key()).asString().isEqualTo("key");
        assertThat(Wires.wire(letter).headers()).containsKey(DeadLetter.REASON);
        assertThat(Wires.wire(letter).headers().get(DeadLetter.ORIGIN)).startsWith(topic);
    }

    private static Map<String, String> atTheLimits() {
        var longName = "n".repeat(49_000);
        var number = "9".repeat(1000);
        var deep = "[".repeat(29) + "]".repeat(29);
        return Map.of(
                "{\"x\":\"a\\ud800\"}",
                "{\"x\":\"a\uFFFDud800\"}",
                "{\"x\":\"\\u0000\"}",
                "{\"x\":\"\uFFFDu0000\"}",
                "{\"\\u0000\":1,\"\uFFFD\":2}",
                "{\"\uFFFDu0000\":1,\"\uFFFD\":2}",
                "{\"x\":" + deep + "}",
                "{\"x\":" + deep + "}",
                "{\"" + longName + "\":1}",
                "{\"" + longName + "\":1}",
                "{\"x\":" + number + "}",
                "{\"x\":" + number + "}",
                "{\"x\":\"" + "\uFFFDu".repeat(60_000) + "\"}",
                "{\"x\":\"" + "\uFFFDufffdu".repeat(60_000) + "\"}",
                "{\"x\":null,\"y\":[null,{\"z\":null}]}",
                "{\"x\":null,\"y\":[null,{\"z\":null}]}");
    }

    @Test
    void arguments_at_the_limits_are_in_the_trail_as_they_were_sent_or_escaped() throws Exception {
        var story = AuditStory.begun();
        var json = new ObjectMapper();
        json.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(1_000_000)
                        .build());
        var told = new ArrayList<JsonNode>();
        for (var sentAndTold : atTheLimits().entrySet()) {
            Wires.send(TopicCatalogue.AGENT_ACTIONS, story.wireWith(sentAndTold.getKey()));
            told.add(json.readTree(sentAndTold.getValue()));
        }
        var query = "session=" + story.session + "&topic=agent.actions.v1";
        story.eventually(() -> story.trail(query).statusCode(200).body("entries.size()", is(told.size())));
        var stored = new ArrayList<JsonNode>();
        json.readTree(story.trail(query).extract().asByteArray())
                .path("entries")
                .forEach(entry -> stored.add(entry.path("payload").path("arguments")));
        assertThat(stored).containsExactlyElementsOf(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep", "number", "digits", "name", "text", "half a name", "broken"})
    void an_action_made_unreadable_on_purpose_is_a_dead_letter_and_a_finding_and_stops_nothing(String how) {
        var arguments = Map.of(
                "deep", "{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}",
                "number", "{\"x\":1e999}",
                "digits", "{\"x\":" + "9".repeat(1001) + "}",
                "name", "{\"" + "n".repeat(60_000) + "\":1}",
                "text", "{\"x\":\"" + "t".repeat(256 * 1024) + "\"}",
                "half a name", "{\"\\ud800\":1}",
                "broken", "{\"x\":");
        var story = AuditStory.begun();
        Wires.send(TopicCatalogue.AGENT_ACTIONS, story.wireWith(arguments.get(how)));
        story.calls("crm.read_contact", Map.of());
        story.eventually(() -> AuditStory.get("/findings?session=" + story.session, "findings:read")
                .body("findings.finding_info.analytic.uid", is(List.of("unreadable-action")))
                .body("findings[0].unmapped.person", is(story.ada.value())));
        story.eventually(() -> story.trail("session=" + story.session + "&topic=agent.actions.v1")
                .body("entries.payload.tool", is(List.of("crm.read_contact"))));
        String origin = AuditStory.get("/findings?session=" + story.session, "findings:read")
                .extract()
                .path("findings[0].evidences[0].data.origin");
        assertThat(Wires.read(
                        TopicCatalogue.AUDIT_DEAD_LETTERS,
                        "operator",
                        2, // one of the trail, one of the risk job
                        it -> origin.equals(Wires.wire(it).headers().get(DeadLetter.ORIGIN))))
                .hasSize(2);
    }

    @Test
    void a_decision_that_nobody_can_read_is_a_dead_letter_and_a_finding_and_makes_its_session_doubtful() {
        var story = AuditStory.begun();
        var key = story.session.value().getBytes(UTF_8);
        var value = "x".repeat(DecisionEvent.FAMILY.topic().maxBytes() + 1).getBytes(UTF_8);
        Wires.send(TopicCatalogue.AUTHZ_DECISIONS, new WireRecord(key, Map.of(), value));
        story.eventually(() -> AuditStory.get("/risk/sessions/" + story.session, "findings:read")
                .body("state.level", is("HIGH"))
                .body("state.rules", is(List.of("unreadable-decision"))));
        story.eventually(() -> AuditStory.get("/findings?session=" + story.session, "findings:read")
                .body("findings.finding_info.analytic.uid", is(List.of("unreadable-decision"))));
        story.calls("crm.read_contact", Map.of());
        story.eventually(() -> story.trail("session=" + story.session + "&topic=agent.actions.v1")
                .body("entries.payload.tool", is(List.of("crm.read_contact"))));
    }

    @Test
    void a_thousand_mutated_actions_stop_neither_the_trail_nor_the_risk_job() {
        var story = AuditStory.begun();
        long seed = System.nanoTime();
        System.out.println("mutations: seed " + seed);
        var mutations = new Mutations(seed);
        Wires.send(
                TopicCatalogue.AGENT_ACTIONS,
                IntStream.range(0, 1000)
                        .mapToObj(i -> mutations.of(story.wire(
                                "mutated-" + seed + "-" + i, story.call("crm.read_contact", OUTSIDE, Instant.now()))))
                        .toList());
        var after = AuditStory.begun();
        after.calls("crm.read_contact", Map.of("id", "7"));
        after.calls("email.send", OUTSIDE);
        after.eventually(() -> AuditStory.get("/findings?session=" + after.session, "findings:read")
                .body("findings", hasSize(1)));
        after.eventually(() -> after.trail("session=" + after.session + "&topic=agent.actions.v1")
                .body("entries", hasSize(2)));
    }

    @Test
    void the_service_itself_cannot_change_the_trail() throws SQLException {
        var story = AuditStory.begun();
        var platform = Platform.shared();
        try (var connection = DriverManager.getConnection(platform.jdbcUrl(), "audit", platform.password("db.audit"));
                var statement = connection.createStatement()) {
            for (var table : List.of("trail_entry", "trail_entry_default"))
                for (var sql :
                        List.of("UPDATE " + table + " SET summary = ''", "DELETE FROM " + table, "TRUNCATE " + table))
                    assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
        }
        story.trail("agent=" + story.agent).body("entries", hasSize(2));
    }

    @Test
    void without_a_token_nothing_is_told_and_with_another_scope_neither() {
        for (var path : List.of(
                "/trail", "/trail/1", "/decisions/dec_1", "/findings", "/findings/fnd_1", "/accountability/agt_1")) {
            given().get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", containsString("Bearer"));
            given().auth().oauth2("rubbish").get(path).then().statusCode(401);
            given().auth()
                    .oauth2(Tokens.token("mandate-authz", "trail:read findings:read"))
                    .get(path)
                    .then()
                    .statusCode(401);
            AuditStory.get(path, "decisions:evaluate").statusCode(403).contentType("application/problem+json");
        }
        AuditStory.get("/findings", "trail:read").statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=x",
                "order=newest",
                "topic=lifecycle.worker.v1",
                "after=x",
                "after=1-2-3",
                "after=zzzzzzzzzzzzzzzzzzzz-1"
            })
    void a_page_that_cannot_be_is_refused_with_the_parameter(String query) {
        AuditStory.get("/trail?" + query, "trail:read").statusCode(400).body("field", is(query.split("=")[0]));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/findings?status=OPN | findings:read | there is no status `OPN` here; there are `new`, `in_progress`, `suppressed`, `resolved`, `1`",
                "/findings?status=resloved | findings:read | did you mean `resolved`?",
                "/findings?status=7 | findings:read | there is no status `7` here",
                "/findings?shadow=yes | findings:read | it must be true or false, and not `yes`",
                "/findings?order=newest | findings:read | there are `ASC`, `DESC`",
                "/trail?topic=lifecycle.worker.v1 | trail:read | did you mean `lifecycle.workers.v1`?",
                "/rules/data-exfiltration/shadow/report?hours=x | rules:read | it must be a whole number, and not `x`"
            })
    void a_value_that_a_filter_can_not_have_is_refused_with_those_that_it_can(String query, String scope, String said) {
        AuditStory.get(query, scope).statusCode(400).body("detail", containsString(said));
        AuditStory.get("/findings?status=IN_PROGRESS", "findings:read").statusCode(200);
    }
}
