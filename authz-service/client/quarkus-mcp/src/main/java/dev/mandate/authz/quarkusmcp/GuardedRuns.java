package dev.mandate.authz.quarkusmcp;

import dev.mandate.authz.client.CallDenied;
import dev.mandate.authz.client.Guard;
import dev.mandate.authz.client.Outcome;
import dev.mandate.authz.client.Outcome.Status;
import io.quarkiverse.mcp.server.CompletionResponse;
import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.PromptResponse;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Runs a tool by the application's {@link Guard}, which it must have: a bean, that asks with the caller's own token. */
@Singleton
class GuardedRuns {
    private final Instance<Guard> guards;
    private final Semaphore room;
    private final Duration longest;
    /** Of their own, since answers may come by any other pool; no more than there is room, since each call needs one at a time. */
    private final ExecutorService workers = Executors.newCachedThreadPool();

    GuardedRuns(
            Instance<Guard> guards,
            @ConfigProperty(name = "mandate.guard.at-once", defaultValue = "100") int atOnce,
            @ConfigProperty(name = "mandate.guard.longest", defaultValue = "10m") Duration longest) {
        this.guards = guards;
        this.room = new Semaphore(atOnce);
        this.longest = longest;
    }

    @PreDestroy
    void stop() {
        workers.shutdownNow();
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
        if (isUni(call.getMethod())) return later(tool, arguments, Unchecked.supplier(() -> (Uni<?>) call.proceed()));
        try (var guard = guards.getHandle()) {
            return guard.get().forCallers().call(tool, arguments, call::proceed, GuardedRuns::became);
        } catch (CallDenied denied) {
            throw new ToolCallException(String.valueOf(denied.getMessage()), denied);
        }
    }

    /**
     * Without a thread while the tool's answer is waited for. Who stops waiting doesn't end it, so that what became of it is told.
     *
     * @param run on a thread that may be blocked
     */
    <T> Uni<T> later(String tool, Map<String, Object> arguments, Supplier<Uni<? extends T>> run) {
        return Uni.createFrom().emitter(caller -> {
            if (!room.tryAcquire())
                throw new ToolCallException("Not done: too many calls are under way; try " + tool + " again later");
            var guard = guards.getHandle();
            Uni.createFrom()
                    .item(Unchecked.supplier(() -> guard.get().forCallers().allow(tool, arguments)))
                    .runSubscriptionOn(workers)
                    .chain(allowed -> Uni.createFrom()
                            .<T>deferred(run)
                            .ifNoItem()
                            .after(longest)
                            .failWith(() -> new ToolCallException(tool + " has not answered within " + longest))
                            .emitOn(workers)
                            .onItemOrFailure()
                            .invoke((answer, failure) -> allowed.tell(
                                    failure == null ? became(answer) : Outcome.of(Status.FAILED, failure.toString()))))
                    .onTermination()
                    .invoke(room::release)
                    .eventually(guard::close)
                    .onFailure(CallDenied.class)
                    .transform(denied -> new ToolCallException(String.valueOf(denied.getMessage()), denied))
                    .subscribe()
                    .with(caller::complete, caller::fail);
        });
    }

    private static Outcome became(@Nullable Object answer) {
        if (answer instanceof ToolResponse response)
            return Outcome.of(response.isError() ? Status.FAILED : Status.SUCCEEDED, texts(response))
                    .with(document(response));
        if (answer instanceof PromptResponse prompt) return Outcome.of(Status.SUCCEEDED, texts(prompt.messages()));
        if (answer instanceof ResourceResponse read) return Outcome.of(Status.SUCCEEDED, texts(read.contents()));
        if (answer instanceof CompletionResponse completed)
            return Outcome.of(Status.SUCCEEDED, texts(completed.values()));
        if (answer instanceof List<?> list) return Outcome.of(Status.SUCCEEDED, texts(list));
        return Outcome.of(Status.SUCCEEDED, answer == null ? "" : texts(List.of(answer)))
                .with(answer instanceof TextContent text ? text.text() : answer);
    }

    /** Both, where there is structured content too. */
    private static @Nullable String texts(ToolResponse response) {
        var texts = texts(response.content());
        if (response.structuredContent() == null) return texts;
        var structured = Outcome.text(response.structuredContent());
        return texts == null || structured == null ? null : texts + "\n" + structured;
    }

    /** Its structured content, or where it has none, the one text that is all of its content. */
    private static @Nullable Object document(ToolResponse response) {
        if (response.structuredContent() != null) return response.structuredContent();
        var contents = response.content();
        return contents != null && contents.size() == 1 && contents.get(0) instanceof TextContent text
                ? text.text()
                : null;
    }

    /** As a model reads them; null where there is anything else, in which anything may be. */
    private static @Nullable String texts(@Nullable List<?> contents) {
        if (contents == null) return "";
        if (!contents.stream().map(GuardedRuns::within).allMatch(GuardedRuns::isText)) return null;
        return contents.stream()
                .map(GuardedRuns::within)
                .map(one -> one instanceof TextContent text ? text.text() : String.valueOf(one))
                .collect(Collectors.joining("\n"));
    }

    /** What a prompt's message or a resource's text has to be read of it. */
    private static @Nullable Object within(@Nullable Object one) {
        if (one instanceof PromptMessage message) return message.content();
        return one instanceof TextResourceContents read ? String.valueOf(read.text()) : one;
    }

    private static boolean isText(@Nullable Object one) {
        return one instanceof TextContent
                || !(one instanceof Content)
                        && (one instanceof CharSequence || one instanceof Number || one instanceof Boolean);
    }
}
