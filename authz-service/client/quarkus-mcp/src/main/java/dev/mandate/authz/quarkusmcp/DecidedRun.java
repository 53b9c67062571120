package dev.mandate.authz.quarkusmcp;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Nearest to a tool that {@link GuardedTool} decided about: it runs with the arguments that were decided, whatever stands between, and by each decision
 * once. What is tried again is decided again.
 */
@Guarded
@Interceptor
@Priority(Integer.MAX_VALUE)
class DecidedRun {
    private final GuardedRuns runs;

    DecidedRun(GuardedRuns runs) {
        this.runs = runs;
    }

    @AroundInvoke
    @Nullable
    Object run(InvocationContext call) throws Exception {
        if (!(call.getContextData().get(Decided.class.getName()) instanceof Decided decided)) return call.proceed();
        return GuardedRuns.inItsTime(call, () -> {
            if (!DecidedArguments.of(call, decided.tool).equals(decided.given))
                throw GuardedTool.notDone(
                        decided.tool, "its arguments were changed after they were decided; do so in the tool itself");
            return decided.ran.compareAndSet(false, true)
                    ? call.proceed()
                    : runs.run(call, decided.tool, decided.arguments);
        });
    }

    /**
     * Of one call.
     *
     * @param arguments that were decided
     * @param given all that the method is called with
     */
    record Decided(String tool, Map<String, Object> arguments, Map<String, Object> given, AtomicBoolean ran) {}
}
