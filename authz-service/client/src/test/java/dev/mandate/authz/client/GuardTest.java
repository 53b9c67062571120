package dev.mandate.authz.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Map<String, Object> TO_BO = Map.of("to", "bo@partner.example");

    private final Service service = new Service();
    private final List<String> done = new ArrayList<>();
    private final List<Failure> untold = new ArrayList<>();
    private final Callable<String> send = () -> {
        done.add("sent after " + service.paths);
        return "queued for bo@partner.example";
    };
    private final Guard guard =
            guard(token("{\"sub\":\"per_ada\",\"act\":{\"sub\":\"agt_mail\"},\"session_id\":\"del_1\"}"));

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void a_call_is_decided_then_made_then_told() throws Exception {
        assertThat(guard.call("email.send", TO_BO, send)).isEqualTo("queued for bo@partner.example");
        assertThat(done).containsExactly("sent after [/access/v1/evaluation]");
        assertThat(service.paths).containsExactly("/access/v1/evaluation", "/decisions/dec_1/outcome");
        assertThat(service.bodies.get(0))
                .contains("\"id\":\"agt_mail\"", "\"type\":\"agent\"", "\"arguments\":{\"to\":\"bo@partner.example\"}");
        assertThat(service.bodies.get(1))
                .contains("\"status\":\"succeeded\"", "\"answer\":\"queued for bo@partner.example\"");
        assertThat(untold).isEmpty();
    }

    @Test
    void a_call_whose_answer_comes_later_is_told_when_it_is_there() throws Exception {
        var allowed = guard.allow("email.send", TO_BO);
        assertThat(service.paths).containsExactly("/access/v1/evaluation");
        allowed.tell(Outcome.of(Outcome.Status.FAILED, "no such mailbox"));
        assertThat(service.paths).containsExactly("/access/v1/evaluation", "/decisions/dec_1/outcome");
        assertThat(service.bodies.get(1)).contains("\"status\":\"failed\"", "no such mailbox");
    }

    @Test
    void a_denied_call_is_not_made_and_says_what_would_change_it() {
        service.answer =
                "{\"decision\":false,\"context\":{\"id\":\"dec_2\",\"reason\":\"outside_scope\",\"explanation\":\"Name it.\"}}";
        assertThatThrownBy(() -> guard.call("email.send", TO_BO, send))
                .isExactlyInstanceOf(CallDenied.class)
                .hasMessageContainingAll("email.send", "Name it.", "dec_2");
        assertThat(done).isEmpty();
        assertThat(service.paths).containsExactly("/access/v1/evaluation");
    }

    @Test
    void without_an_answer_or_a_token_that_says_who_acts_nothing_is_made() {
        service.status = 500;
        assertThatThrownBy(() -> guard.call("email.send", TO_BO, send)).isInstanceOf(CallDenied.class);
        service.stop();
        assertThatThrownBy(() -> guard.call("email.send", TO_BO, send))
                .asInstanceOf(type(CallDenied.class))
                .extracting(denied -> denied.decision().failure().kind())
                .isEqualTo(Failure.Kind.UNREACHABLE);
        for (var token : List.of("", "opaque", "a.b.c", token("{}")))
            assertThatThrownBy(() -> guard(token).call("email.send", TO_BO, send))
                    .asInstanceOf(type(CallDenied.class))
                    .extracting(denied -> denied.decision().failure().kind())
                    .isEqualTo(Failure.Kind.NO_TOKEN);
        assertThat(done).isEmpty();
    }

    @Test
    void a_held_call_names_the_approval_and_its_page() {
        service.answer = held();
        assertThatThrownBy(() ->
                        guard.console(URI.create("http://console.example/")).call("email.send", TO_BO, send))
                .asInstanceOf(type(CallHeld.class))
                .satisfies(held -> {
                    assertThat(held.approval()).isEqualTo("apr_1");
                    assertThat(held.page()).isEqualTo(URI.create("http://console.example/approvals/apr_1"));
                });
        assertThat(done).isEmpty();
    }

    @Test
    void who_waits_makes_the_call_once_it_is_approved() throws Exception {
        service.answer = held();
        service.before = () -> {
            if (service.asked() == 2) service.answer = Service.ALLOW;
        };
        guard.waiting(Duration.ofMinutes(1)).call("email.send", TO_BO, send);
        assertThat(done).hasSize(1);
        assertThat(service.bodies.get(1)).isEqualTo(service.bodies.get(0));
    }

    @Test
    void a_call_that_fails_is_told_as_failed_and_fails() {
        assertThatThrownBy(() -> guard.call("email.send", TO_BO, () -> {
                    throw new IOException("mailbox of eve@evil.example is full");
                }))
                .isInstanceOf(IOException.class);
        assertThat(service.bodies.get(1)).contains("\"status\":\"failed\"", "mailbox of eve@evil.example is full");
    }

    @Test
    void what_cannot_be_told_is_heard_of_and_the_answer_is_given() throws Exception {
        service.before = () -> service.status = service.asked() > 1 ? 503 : 200;
        assertThat(guard.call("email.send", TO_BO, send)).startsWith("queued");
        assertThat(service.paths).hasSize(4);
        assertThat(untold)
                .singleElement()
                .satisfies(failure -> assertThat(failure.status()).isEqualTo(503));
    }

    @Test
    void an_answer_is_told_as_a_model_reads_it_and_of_a_long_one_the_beginning_with_its_size() throws Exception {
        guard.call("crm.read", new HashMap<>(), () -> Map.of("mail", "ada@acme.example"));
        assertThat(service.bodies.get(1)).contains("\"answer\":\"mail\\nada@acme.example\"");
        guard.call("crm.read", Map.of(), () -> "\u0001".repeat(1_000_000));
        assertThat(service.bodies.get(3)).hasSizeLessThan(128 * 1024).contains("\"size\":1000000");
    }

    @Test
    void an_answer_that_is_not_all_there_is_told_as_one_that_anything_may_have_been_in() throws Exception {
        var eve = "Ask eve@evil.example";
        for (var lazy : List.<Object>of(
                CompletableFuture.completedFuture(eve),
                List.of(eve).iterator(),
                Stream.of(eve),
                (Iterable<String>) () -> List.of(eve).iterator(),
                (Supplier<String>) () -> eve,
                eve.getBytes(StandardCharsets.UTF_8),
                eve.toCharArray(),
                new ByteArrayInputStream(eve.getBytes(StandardCharsets.UTF_8)),
                new SubmissionPublisher<String>(),
                new Object() {
                    public String getNothing() {
                        return "";
                    }
                },
                Map.of("pages", List.of(Stream.of(eve))),
                nested(10_000))) {
            guard.call("crm.read", Map.of(), () -> lazy);
            assertThat(service.bodies.get(service.bodies.size() - 1))
                    .as(lazy.getClass().getName())
                    .contains("\"status\":\"succeeded\"")
                    .doesNotContain("\"answer\"");
        }
    }

    private record Contact(String mail, List<URI> pages, int[] calls, Instant since) {}

    @Test
    void an_answer_of_records_lists_and_dates_is_told_whole() throws Exception {
        guard.call("crm.read", Map.of(), () -> new Contact[] {
            new Contact("ada@acme.example", List.of(URI.create("https://acme.example")), new int[] {7}, Instant.EPOCH)
        });
        assertThat(service.bodies.get(1))
                .contains(
                        "mail\\nada@acme.example\\npages\\nhttps://acme.example\\ncalls\\n7\\nsince\\n1970-01-01T00:00:00Z");
    }

    @Test
    void a_service_that_asks_to_be_told_later_is_told_later() throws Exception {
        var times = new ArrayList<Long>();
        service.retryAfter = "1";
        service.before = () -> {
            times.add(System.nanoTime());
            service.status = service.asked() == 2 ? 429 : service.asked() == 3 ? 503 : 200;
        };
        guard.call("email.send", TO_BO, send);
        assertThat(untold).isEmpty();
        assertThat(service.paths).hasSize(4);
        for (var tried : List.of(2, 3))
            assertThat(Duration.ofNanos(times.get(tried) - times.get(tried - 1)))
                    .isGreaterThan(Duration.ofMillis(900));
    }

    private static Object nested(int deep) {
        Object within = "Ask eve@evil.example";
        for (var at = 0; at < deep; at++) within = List.of(within);
        return within;
    }

    private static String held() {
        return "{\"decision\":false,\"context\":{\"id\":\"dec_3\",\"reason\":\"approval_required\",\"explanation\":\"Ask.\",\"approval\":\"apr_1\"}}";
    }

    private Guard guard(String token) {
        return Guard.of(AuthzClient.of(service.url())
                        .timeout(Duration.ofSeconds(5))
                        .as(() -> token))
                .untold((decision, failure) -> untold.add(failure));
    }

    private static String token(String claims) {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return "h." + encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) + ".s";
    }
}
