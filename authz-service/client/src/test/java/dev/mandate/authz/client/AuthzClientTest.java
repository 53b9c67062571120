package dev.mandate.authz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import dev.mandate.authz.client.AuthzClient.Semantic;
import dev.mandate.authz.client.Failure.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthzClientTest {
    private static final Question CALL =
            Question.about("agent", "agt_1").doing("call", "tool", "email.send").under("del_1");

    private final Service service = new Service();
    private final AuthzClient client =
            AuthzClient.of(service.url()).timeout(Duration.ofSeconds(5)).as(() -> "secret");

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_question_is_sent_as_authzen_has_it_with_the_token() {
        var decision = client.decide(CALL.with(Map.of("to", "a@acme.example")));
        assertThat(decision.allowed()).isTrue();
        assertThat(decision.id()).isEqualTo("dec_1");
        assertThat(decision.failure()).isNull();
        assertThat(service.paths).containsExactly("/access/v1/evaluation");
        assertThat(service.tokens).containsExactly("Bearer secret");
        assertThat(service.bodies.get(0))
                .contains("\"subject\":{", "\"action\":{\"name\":\"call\"}", "\"delegation_id\":\"del_1\"")
                .contains("\"arguments\":{\"to\":\"a@acme.example\"}");
    }

    @Test
    void a_denial_says_why_and_what_would_change_it() {
        service.answer =
                "{\"decision\":false,\"context\":{\"id\":\"dec_2\",\"reason\":\"outside_scope\",\"explanation\":\"Name it.\",\"remedies\":[{\"kind\":\"delegate_tool\",\"about\":\"del_1\",\"value\":\"email.send\"}]}}";
        var decision = client.decide(CALL);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.failure()).isNull();
        assertThat(decision.explanation()).isEqualTo("Name it.");
        assertThat(decision.remedies()).containsExactly(new Remedy("delegate_tool", "del_1", "email.send"));
        assertThat(decision).hasToString("deny outside_scope");
    }

    @Test
    void an_allow_counts_only_if_whoever_asks_can_do_what_it_asks_for() {
        service.answer =
                "{\"decision\":true,\"context\":{\"obligations\":[{\"id\":\"obl-1\",\"type\":\"notification\",\"properties\":{\"to\":\"audit\"}}]}}";
        assertThat(client.decide(CALL).allowed()).isFalse();
        assertThat(client.decide(CALL).failure().kind()).isEqualTo(Kind.OBLIGATION);
        var able = AuthzClient.of(service.url()).fulfilling("notification").as(() -> "secret");
        assertThat(able.decide(CALL).allowed()).isTrue();
        assertThat(able.decide(CALL)
                        .obligations()
                        .get(0)
                        .properties()
                        .path("to")
                        .asText())
                .isEqualTo("audit");
    }

    @Test
    void what_was_asked_about_is_told_and_nothing_else_that_an_answer_says() {
        service.answer = "{\"tools\":[{\"tool\":\"c\",\"prospect\":\"refused\",\"explanation\":\"No.\"},"
                + "{\"tool\":\"stranger\",\"prospect\":\"open\"},{\"tool\":\"a\",\"prospect\":\"open\"},"
                + "{\"tool\":\"b\",\"prospect\":\"maybe\"},{\"tool\":\"twice\",\"prospect\":\"refused\"},"
                + "{\"tool\":\"twice\",\"prospect\":\"open\"}]}";
        var told = client.prospects(List.of("a", "b", "c", "d", "twice")).join();
        assertThat(told.failure()).isNull();
        assertThat(told.tools())
                .containsOnly(
                        entry("a", new Prospects.Prospect(Prospects.Kind.OPEN, "")),
                        entry("b", Prospects.Prospect.UNKNOWN),
                        entry("c", new Prospects.Prospect(Prospects.Kind.REFUSED, "No.")),
                        entry("d", Prospects.Prospect.UNKNOWN),
                        entry("twice", Prospects.Prospect.UNKNOWN));
        assertThat(service.paths).containsExactly("/prospects");
    }

    @Test
    void where_nothing_was_found_out_each_tool_is_unknown() {
        service.answer = "{\"decision\":true}";
        var told = client.prospects(List.of("a")).join();
        assertThat(told.failure().kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(told.tools()).containsOnly(entry("a", Prospects.Prospect.UNKNOWN));
        service.stop();
        assertThat(client.prospects(List.of("a")).join().tools()).containsOnly(entry("a", Prospects.Prospect.UNKNOWN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"decision\":\"true\"} | UNREADABLE",
                "200 | {\"decision\":1} | UNREADABLE",
                "200 | {} | UNREADABLE",
                "200 | [true] | UNREADABLE",
                "200 | {\"decision\":true | UNREADABLE",
                "200 | {\"decision\":true,\"context\":{\"obligations\":7}} | UNREADABLE",
                "201 | {\"decision\":true} | UNREADABLE",
                "302 | {\"decision\":true} | UNREADABLE",
                "400 | {\"decision\":true,\"title\":\"Name a subject\"} | REFUSED",
                "401 | '' | REFUSED",
                "403 | {\"title\":\"To ask about anyone\"} | REFUSED",
                "500 | {\"decision\":true} | UNREADABLE",
                "503 | {\"decision\":true} | UNREACHABLE",
            })
    void whatever_is_no_answer_is_a_denial(int status, String answer, Kind kind) {
        service.status = status;
        service.answer = answer;
        var decision = client.decide(CALL);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.failure().kind()).isEqualTo(kind);
        assertThat(decision.failure().requestId()).isNotEmpty();
        assertThat(decision.explanation()).isNotEmpty();
    }

    @Test
    void no_answer_in_time_is_a_denial() {
        var never = new CountDownLatch(1);
        service.before = () -> hold(never);
        var hasty =
                AuthzClient.of(service.url()).timeout(Duration.ofMillis(200)).as(() -> "secret");
        var decision = hasty.decide(CALL);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.failure().kind()).isEqualTo(Kind.TIMEOUT);
        never.countDown();
    }

    @Test
    void without_a_service_or_a_token_the_answer_is_no() {
        service.stop();
        assertThat(client.decide(CALL).failure().kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(client.decide(CALL).failure().message())
                .as("where it looked, and what it met there")
                .contains(service.url().toString(), "java.net.ConnectException")
                .doesNotContain("CompletionException");
        assertThat(client.as(() -> null).decide(CALL).failure().kind()).isEqualTo(Kind.NO_TOKEN);
        var broken = client.as(() -> {
            throw new IllegalStateException("signed out");
        });
        assertThat(broken.decide(CALL).failure().message()).contains("signed out");
        var split = client.as(() -> "two\nlines").decide(CALL);
        assertThat(split.failure().kind()).isEqualTo(Kind.NO_TOKEN);
        assertThat(split.toString()).doesNotContain("lines");
    }

    @Test
    void a_connection_is_used_again() {
        for (var i = 0; i < 20; i++) client.decide(CALL);
        client.as(() -> "other").decide(CALL);
        assertThat(service.asked()).isEqualTo(21);
        assertThat(service.connections()).isEqualTo(1);
    }

    @Test
    void no_more_questions_are_under_way_than_may_be() {
        var under = new AtomicInteger();
        var most = new AtomicInteger();
        var go = new CountDownLatch(1);
        service.before = () -> {
            most.accumulateAndGet(under.incrementAndGet(), Math::max);
            hold(go);
            under.decrementAndGet();
        };
        var bounded = AuthzClient.of(service.url()).concurrency(3).as(() -> "secret");
        var answers = new ArrayList<CompletableFuture<Decision>>();
        for (var i = 0; i < 33; i++) answers.add(bounded.ask(CALL));
        assertThat(bounded.decide(CALL).failure().kind()).isEqualTo(Kind.BUSY);
        await().until(() -> under.get() == 3);
        go.countDown();
        assertThat(answers).allMatch(answer -> answer.join().allowed());
        assertThat(most).hasValue(3);
    }

    @Test
    void every_question_of_a_batch_has_an_answer_whether_it_was_decided_or_not() {
        service.answer =
                "{\"evaluations\":[{\"decision\":true},{\"decision\":false,\"context\":{\"error\":{\"status\":400,\"message\":\"no such thing\"}}}]}";
        var three = List.of(CALL, CALL, CALL);
        var stopped = client.askAll(three, Semantic.DENY_ON_FIRST_DENY).join();
        assertThat(stopped).extracting(Decision::allowed).containsExactly(true, false, false);
        assertThat(stopped.get(1).explanation()).isEqualTo("no such thing");
        assertThat(stopped.get(2).failure().kind()).isEqualTo(Kind.NOT_ASKED);
        var all = client.askAll(three, Semantic.EXECUTE_ALL).join();
        assertThat(all.get(2).failure().kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(service.bodies.get(0)).contains("\"evaluations_semantic\":\"deny_on_first_deny\"");
        service.stop();
        assertThat(client.askAll(three, Semantic.EXECUTE_ALL).join()).hasSize(3).noneMatch(Decision::allowed);
    }

    @Test
    void a_search_gives_a_page_and_where_the_next_begins() {
        service.answer =
                "{\"page\":{\"next_token\":\"more\",\"count\":1},\"results\":[{\"type\":\"model\",\"id\":\"general-small\"}]}";
        var page = client.resources(Question.about("person", "per_1").doing("use", "model", ""), null, 1)
                .join();
        assertThat(page.names()).containsExactly("general-small");
        assertThat(page.next()).isEqualTo("more");
        assertThat(service.paths).containsExactly("/access/v1/search/resource");
        assertThat(service.bodies.get(0)).contains("\"resource\":{\"type\":\"model\"}", "\"page\":{\"limit\":1}");
        service.stop();
        assertThat(client.resources(CALL, "more", 1).join().failure().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void a_session_stays_on_one_replica_moves_when_that_is_down_and_comes_back() {
        try (var other = new Service()) {
            var both = AuthzClient.of(service.url(), other.url())
                    .rest(Duration.ofMillis(50))
                    .as(() -> "secret");
            for (var i = 0; i < 20; i++) assertThat(both.decide(CALL).allowed()).isTrue();
            var mine = service.asked() == 20 ? service : other;
            var second = mine == service ? other : service;
            assertThat(second.asked()).isZero();
            mine.stop();
            for (var i = 0; i < 20; i++) assertThat(both.decide(CALL).allowed()).isTrue();
            assertThat(second.asked()).isEqualTo(20);
            mine.startAgain();
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                both.decide(CALL);
                return mine.asked() > 20;
            });
            var before = second.asked();
            for (var i = 0; i < 20; i++) both.decide(CALL);
            assertThat(second.asked()).isEqualTo(before);
        }
    }

    @Test
    void a_replica_that_cannot_answer_is_passed_over() {
        try (var other = new Service()) {
            service.status = 503;
            other.status = 503;
            var both = AuthzClient.of(service.url(), other.url()).as(() -> "secret");
            assertThat(both.decide(CALL).failure().kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(service.asked() + other.asked()).isEqualTo(2);
            other.status = 200;
            assertThat(both.decide(CALL).allowed()).isTrue();
        }
    }

    @Test
    void a_replica_that_stands_still_leaves_another_time_to_answer() {
        var goesOn = new CountDownLatch(1);
        try (var other = new Service()) {
            var both = AuthzClient.of(service.url(), other.url())
                    .timeout(Duration.ofSeconds(10))
                    .as(() -> "secret");
            both.decide(CALL);
            var mine = service.asked() == 1 ? service : other;
            mine.before = () -> hold(goesOn);
            assertThat(both.decide(CALL).allowed()).isTrue();
            assertThat(mine.asked()).isEqualTo(2);
        } finally {
            goesOn.countDown();
        }
    }

    @Test
    void a_client_without_a_replica_is_none() {
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthzClient.of(new URI[0]));
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_proof_repeats_the_nonce_that_is_wanted() throws Exception {
        var endpoint = URI.create("https://identity.example/oauth2/token");
        var key = HolderKey.generate();
        var repeated = SignedJWT.parse(key.proof("POST", endpoint, null, "of the last answer"));
        assertThat(repeated.getJWTClaimsSet().getStringClaim("nonce")).isEqualTo("of the last answer");
        assertThat(SignedJWT.parse(key.proof("POST", endpoint, null))
                        .getJWTClaimsSet()
                        .getClaims())
                .doesNotContainKey("nonce");
    }
}
