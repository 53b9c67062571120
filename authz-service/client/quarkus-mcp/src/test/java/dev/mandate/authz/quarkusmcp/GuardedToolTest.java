package dev.mandate.authz.quarkusmcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What needs no server. */
class GuardedToolTest {
    @Test
    void where_the_settings_say_so_tools_that_nobody_annotated_run_unguarded_and_others_do_not() throws Exception {
        var annotated = new GuardedTool(new GuardSettings("annotated", Optional.empty()), null);
        assertThat(annotated.decided(call("browse"))).isEqualTo("proceeded");
        assertThat(annotated.decided(call("sendLater"))).as("to be decided").isInstanceOf(Uni.class);
        var all = new GuardedTool(new GuardSettings("all", Optional.empty()), null);
        assertThatThrownBy(() -> all.decided(call("stage"))).hasMessageContaining("Not done: stage");
        assertThatThrownBy(() -> new GuardSettings("some", Optional.empty())).hasMessageContaining("all or annotated");
    }

    @Test
    void an_argument_is_decided_with_all_that_it_holds_or_not_at_all() {
        record Mail(String to, Optional<LocalDate> on, List<Integer> parts) {}
        assertThat(DecidedArguments.of(new Mail("a", Optional.of(LocalDate.EPOCH), List.of(1))))
                .isEqualTo(Map.of("to", "a", "on", "1970-01-01", "parts", List.of(1)));
        assertThat(DecidedArguments.of(new JsonObject().put("x", new int[] {1, 2})))
                .isEqualTo(Map.of("x", List.of(1, 2)));
        assertThat(DecidedArguments.of(Optional.empty())).isNull();
        for (var hidden :
                List.of(new Desk.Bean(), List.of(new Object()), List.of(1).iterator(), new Thread()))
            assertThatThrownBy(() -> DecidedArguments.of(hidden)).hasMessageContaining("nobody decided");
    }

    private static InvocationContext call(String tool) {
        var method = Arrays.stream(Desk.class.getDeclaredMethods())
                .filter(one -> one.getName().equals(tool))
                .findFirst()
                .orElseThrow();
        return (InvocationContext) Proxy.newProxyInstance(
                InvocationContext.class.getClassLoader(),
                new Class<?>[] {InvocationContext.class},
                (proxy, asked, none) -> answer(asked, method));
    }

    private static Object answer(Method asked, Method method) {
        return switch (asked.getName()) {
            case "getMethod" -> method;
            case "proceed" -> "proceeded";
            default -> new Object[method.getParameterCount()];
        };
    }
}
