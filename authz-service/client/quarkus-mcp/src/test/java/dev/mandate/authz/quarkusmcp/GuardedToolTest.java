package dev.mandate.authz.quarkusmcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.build.compatible.spi.InterceptorInfo;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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

    @Test
    void no_interceptor_of_others_stands_before_the_decision_or_behind_what_sees_to_it() {
        var said = new ArrayList<String>();
        var messages = proxy(Messages.class, (proxy, asked, values) -> said.add((String) values[0]));
        for (var at : new Integer[] {null, 0, Integer.MIN_VALUE + 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
            new EveryTool()
                    .between(
                            proxy(
                                    InterceptorInfo.class,
                                    (proxy, asked, none) -> asked.getName().equals("priority")
                                            ? at
                                            : proxy(ClassInfo.class, (type, name, no) -> "com.example.Cache")),
                            messages);
        assertThat(said).hasSize(2).allMatch(one -> one.contains("@Priority"));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private static InvocationContext call(String tool) {
        var method = Arrays.stream(Desk.class.getDeclaredMethods())
                .filter(one -> one.getName().equals(tool))
                .findFirst()
                .orElseThrow();
        return proxy(InvocationContext.class, (proxy, asked, none) -> answer(asked, method));
    }

    private static Object answer(Method asked, Method method) {
        return switch (asked.getName()) {
            case "getMethod" -> method;
            case "proceed" -> "proceeded";
            case "getContextData" -> new HashMap<>();
            default -> new Object[method.getParameterCount()];
        };
    }
}
