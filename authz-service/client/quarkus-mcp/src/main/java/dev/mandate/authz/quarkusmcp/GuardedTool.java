package dev.mandate.authz.quarkusmcp;

import dev.mandate.authz.quarkusmcp.DecidedRun.Decided;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkus.runtime.BlockingOperationControl;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides before anything else of its server has seen the call, so that nothing answers in the tool's place before it is allowed; {@link DecidedRun} sees
 * to it that what is decided is what runs. A denial is a result with {@code isError}, which the model reads.
 */
@Guarded
@Interceptor
@Priority(Integer.MIN_VALUE)
class GuardedTool {
    /** Of which nobody would see the end here. */
    private static final List<Class<?>> LATER = List.of(
            Flow.Publisher.class,
            CompletionStage.class,
            Future.class,
            BaseStream.class,
            Iterable.class,
            Iterator.class,
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
        var reached = GuardedMethod.of(method);
        if (reached == null || !settings.all() && !isAnnotated(method)) return call.proceed();
        try {
            var answer = decided(call, reached);
            return answer instanceof Uni<?> later
                    ? later.onFailure(ToolCallException.class).transform(why -> reached.said((ToolCallException) why))
                    : answer;
        } catch (ToolCallException e) {
            throw reached.said(e);
        }
    }

    private @Nullable Object decided(InvocationContext call, GuardedMethod reached) throws Exception {
        var method = reached.method();
        var name = reached.inCatalogue(settings);
        if (isLater(method.getReturnType()))
            throw notDone(name, "it answers later; it must return its answer, a list of it, or a Uni");
        if (!GuardedRuns.isUni(method) && !BlockingOperationControl.isBlockingAllowed())
            throw notDone(name, "it runs on an event loop, where nothing can be decided; it must be @Blocking");
        return GuardedRuns.inItsTime(call, () -> {
            var given = DecidedArguments.of(call, name);
            var decided = new Decided(name, reached.decided(call, given, name), given, new AtomicBoolean());
            call.getContextData().put(Decided.class.getName(), decided);
            return runs.run(call, name, decided.arguments());
        });
    }

    private static boolean isAnnotated(Method tool) {
        return tool.isAnnotationPresent(Guarded.class)
                || tool.getDeclaringClass().isAnnotationPresent(Guarded.class);
    }

    private static boolean isLater(Class<?> type) {
        return !Collection.class.isAssignableFrom(type)
                && LATER.stream().anyMatch(later -> later.isAssignableFrom(type));
    }

    static ToolCallException notDone(String tool, String why) {
        return new ToolCallException("Not done: " + tool + " can't be guarded: " + why);
    }
}
