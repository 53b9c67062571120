package dev.mandate.authz.quarkusmcp;

import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkus.runtime.BlockingOperationControl;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Nearest to the tool, so that what is decided is what it is called with. A denial is a result with {@code isError}, which the model reads. */
@Guarded
@Interceptor
@Priority(Integer.MAX_VALUE)
class GuardedTool {
    /** What the server gives a tool beside its arguments, such as a connection. */
    private static final String OF_SERVER = Tool.class.getPackageName() + ".";

    /** Of which nobody would see the end here. */
    private static final List<Class<?>> LATER = List.of(
            Multi.class,
            Flow.Publisher.class,
            CompletionStage.class,
            Future.class,
            BaseStream.class,
            Iterable.class,
            java.util.Iterator.class,
            Supplier.class);

    private final GuardSettings settings;
    private final GuardedRuns runs;

    GuardedTool(GuardSettings settings, GuardedRuns runs) {
        this.settings = settings;
        this.runs = runs;
    }

    @AroundInvoke
    @Nullable
    Object decided(InvocationContext call) throws Exception {
        var method = call.getMethod();
        var tool = method.getAnnotation(Tool.class);
        if (tool == null || !guards(method)) return call.proceed();
        var name = inCatalogue(method, tool.name().equals(Tool.ELEMENT_NAME) ? method.getName() : tool.name());
        if (Uni.class.isAssignableFrom(method.getReturnType()))
            return Uni.createFrom()
                    .item(Unchecked.supplier(() -> runs.run(
                            name,
                            arguments(method, call.getParameters(), name),
                            () -> awaited((Uni<?>) call.proceed()))))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        if (isLater(method.getReturnType()))
            throw notDone(name, "it answers later; it must return its answer, a list of it, or a Uni");
        if (!BlockingOperationControl.isBlockingAllowed())
            throw notDone(name, "it runs on an event loop, where nothing can be decided; it must be @Blocking");
        return runs.run(name, arguments(method, call.getParameters(), name), call::proceed);
    }

    private boolean guards(Method method) {
        return settings.all()
                || method.isAnnotationPresent(Guarded.class)
                || method.getDeclaringClass().isAnnotationPresent(Guarded.class);
    }

    /** Before it is told. */
    private static @Nullable Object awaited(@Nullable Uni<?> answer) {
        return answer == null ? null : answer.await().indefinitely();
    }

    private static boolean isLater(Class<?> type) {
        return !Collection.class.isAssignableFrom(type)
                && LATER.stream().anyMatch(later -> later.isAssignableFrom(type));
    }

    private String inCatalogue(Method method, String tool) {
        var own = method.getAnnotation(Guarded.class);
        if (own != null && !own.as().isEmpty()) return own.as();
        if (own != null && !own.before().isEmpty()) return own.before() + tool;
        var all = method.getDeclaringClass().getAnnotation(Guarded.class);
        return all != null && !all.before().isEmpty() ? all.before() + tool : settings.inCatalogue(tool);
    }

    private static Map<String, Object> arguments(Method method, @Nullable Object[] values, String tool) {
        var arguments = new LinkedHashMap<String, Object>();
        var parameters = method.getParameters();
        for (var at = 0; at < parameters.length; at++) {
            var parameter = parameters[at];
            if (parameter.getType() == RawMessage.class)
                throw notDone(tool, "it takes the whole message, of which nobody decides about all");
            if (parameter.getType().getName().startsWith(OF_SERVER)) continue;
            var named = parameter.getAnnotation(ToolArg.class);
            var own = named != null && !named.name().equals(ToolArg.ELEMENT_NAME);
            if (!own && !parameter.isNamePresent())
                throw notDone(
                        tool, "its arguments have no names; compile it with -parameters, or name them by @ToolArg");
            var name = own ? named.name() : parameter.getName();
            try {
                var value = DecidedArguments.of(values[at]);
                if (value != null) arguments.put(name, value);
            } catch (IllegalArgumentException e) {
                throw notDone(tool, "its argument " + name + " can't be decided: " + e.getMessage());
            }
        }
        return arguments;
    }

    private static ToolCallException notDone(String tool, String why) {
        return new ToolCallException("Not done: " + tool + " can't be guarded: " + why);
    }
}
