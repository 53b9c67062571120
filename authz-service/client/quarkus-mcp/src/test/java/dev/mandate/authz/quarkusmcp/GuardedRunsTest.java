package dev.mandate.authz.quarkusmcp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mandate.authz.client.Guard;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a tool that answers later is run, whoever waits for it. */
class GuardedRunsTest {
    private final Service service = new Service(new Desk());
    private final CountDownLatch over = new CountDownLatch(1);
    private final GuardedRuns runs = new GuardedRuns(guards(true), 1, Duration.ofMinutes(1));

    @BeforeEach
    void start() throws IOException {
        service.start();
    }

    @AfterEach
    void stop() {
        runs.stop();
        service.stop();
    }

    @Test
    void a_caller_who_goes_away_ends_no_tool_and_what_became_of_it_is_told() throws Exception {
        var began = new CountDownLatch(1);
        var answer = new CompletableFuture<String>();
        var caller = runs.<String>later("web.browse", Map.of(), () -> {
                    began.countDown();
                    return Uni.createFrom().completionStage(answer);
                })
                .subscribe()
                .with(nobody -> {});
        assertThat(began.await(10, SECONDS)).isTrue();
        caller.cancel();
        assertThat(service.asked).hasSize(1);
        answer.complete("came when nobody waited");
        assertThat(over.await(10, SECONDS)).isTrue();
        assertThat(service.asked).hasSize(2);
        assertThat(service.asked.get(1))
                .startsWith("/decisions/dec_1/outcome")
                .contains("\"succeeded\"", "came when nobody waited");
        assertThat(service.forwarded)
                .as("the caller's token is shown from the server's address")
                .containsExactly("for=unknown", "for=unknown");
    }

    @Test
    void an_application_without_a_guard_does_not_start() {
        assertThatThrownBy(() -> new GuardedRuns(guards(false), 1, Duration.ofMinutes(1)).start(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Guard.class.getName());
    }

    private Instance<Guard> guards(boolean there) {
        return proxy(Instance.class, asked -> asked.equals("isResolvable") ? there : handle());
    }

    private Instance.Handle<Guard> handle() {
        var guard = service.guard(new Service.CallersToken());
        return proxy(Instance.Handle.class, asked -> {
            if (asked.equals("close")) over.countDown();
            return asked.equals("get") ? guard : null;
        });
    }

    @SuppressWarnings("unchecked")
    private static <T> T proxy(Class<?> type, java.util.function.Function<String, Object> answers) {
        return (T) Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, none) -> answers.apply(method.getName()));
    }
}
