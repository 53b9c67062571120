package dev.mandate.authz.quarkusmcp;

import dev.mandate.authz.client.CallDenied;
import dev.mandate.authz.client.Guard;
import dev.mandate.authz.client.Outcome;
import dev.mandate.authz.client.Outcome.Status;
import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs a tool by the application's {@link Guard}, which it must have: a bean, that asks with the caller's own token. */
@Singleton
class GuardedRuns {
    private final Instance<Guard> guards;

    GuardedRuns(Instance<Guard> guards) {
        this.guards = guards;
    }

    void start(@Observes StartupEvent event) {
        if (!guards.isResolvable())
            throw new IllegalStateException("the application needs one bean of the type " + Guard.class.getName());
    }

    static boolean isUni(Method tool) {
        return Uni.class.isAssignableFrom(tool.getReturnType());
    }

    /** At once, or each time that somebody waits for the answer of a tool that returns a {@link Uni}. */
    static @Nullable Object inItsTime(InvocationContext call, Callable<@Nullable Object> run) throws Exception {
        return isUni(call.getMethod())
                ? Uni.createFrom().deferred(Unchecked.supplier(() -> (Uni<?>) run.call()))
                : run.call();
    }

    /** @throws ToolCallException in words for the model, if it isn't done */
    @Nullable
    Object run(InvocationContext call, String tool, Map<String, Object> arguments) throws Exception {
        if (!isUni(call.getMethod())) return run(tool, arguments, call::proceed);
        return Uni.createFrom()
                .item(Unchecked.supplier(() -> run(tool, arguments, () -> {
                    var answer = (Uni<?>) call.proceed();
                    return answer == null ? null : answer.await().indefinitely();
                })))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** @throws ToolCallException in words for the model, if it isn't done */
    @Nullable
    Object run(String tool, Map<String, Object> arguments, Callable<@Nullable Object> run) throws Exception {
        try (var guard = guards.getHandle()) {
            return guard.get()
                    .call(tool, arguments, () -> new Answer(run.call()), Answer::became)
                    .value();
        } catch (CallDenied denied) {
            throw new ToolCallException(String.valueOf(denied.getMessage()), denied);
        }
    }

    /** Of a tool. */
    private record Answer(@Nullable Object value) {
        Outcome became() {
            if (value instanceof ToolResponse response)
                return Outcome.of(
                        response.isError() ? Status.FAILED : Status.SUCCEEDED,
                        response.structuredContent() == null ? texts(response.content()) : null);
            return Outcome.of(
                    Status.SUCCEEDED,
                    value == null ? "" : texts(value instanceof List<?> list ? list : List.of(value)));
        }

        /** As a model reads them; null where there is anything else, in which anything may be. */
        private static @Nullable String texts(@Nullable List<?> contents) {
            if (contents == null) return "";
            if (!contents.stream().allMatch(Answer::isText)) return null;
            return contents.stream()
                    .map(one -> one instanceof TextContent text ? text.text() : String.valueOf(one))
                    .collect(Collectors.joining("\n"));
        }

        private static boolean isText(@Nullable Object one) {
            return one instanceof TextContent
                    || !(one instanceof Content)
                            && (one instanceof CharSequence || one instanceof Number || one instanceof Boolean);
        }
    }
}
