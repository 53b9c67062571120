package dev.mandate.authz.quarkusmcp;

import io.quarkiverse.mcp.server.McpConnection;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkiverse.mcp.server.ToolResponse;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Tools that no {@code @Tool} of this server declares, which its interceptor doesn't see: those whose handler was made here are guarded as well. Others are
 * told in the log, and aren't there for clients unless {@code mandate.guard.tools} is {@code annotated}.
 */
@Singleton
public class GuardedTools implements ToolFilter {
    private static final System.Logger LOG = System.getLogger(GuardedTools.class.getName());

    private final GuardSettings settings;
    private final GuardedRuns runs;
    private final Set<String> guarded = ConcurrentHashMap.newKeySet();
    private final Set<String> unguarded = ConcurrentHashMap.newKeySet();

    GuardedTools(GuardSettings settings, GuardedRuns runs) {
        this.settings = settings;
        this.runs = runs;
    }

    /**
     * For {@code ToolManager.newTool(tool).setHandler(…)}; it blocks, so not for {@code setAsyncHandler}. The catalogue calls it by its name behind
     * {@code mandate.guard.before}.
     */
    public Function<ToolArguments, ToolResponse> handler(String tool, Function<ToolArguments, ToolResponse> handler) {
        guarded.add(tool);
        var name = settings.inCatalogue(tool);
        return called -> {
            try {
                var answer = runs.run(name, decided(name, called.args()), () -> handler.apply(called));
                return (ToolResponse) Objects.requireNonNull(answer, "no answer");
            } catch (RuntimeException e) {
                throw e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ToolCallException("Not done: whoever asked for " + name + " went away");
            } catch (Exception e) {
                throw new IllegalStateException(e); // handlers declare none
            }
        };
    }

    private static Map<String, Object> decided(String tool, Map<String, Object> given) {
        var arguments = new LinkedHashMap<String, Object>();
        given.forEach((name, value) -> {
            try {
                var one = DecidedArguments.of(value);
                if (one != null) arguments.put(name, one);
            } catch (IllegalArgumentException e) {
                throw new ToolCallException("Not done: argument " + name + " of " + tool + ": " + e.getMessage());
            }
        });
        return arguments;
    }

    @Override
    public boolean test(ToolInfo tool, McpConnection connection) {
        if (guarded.contains(tool.name()) && !tool.isMethod() || isIntercepted(tool)) return true;
        if (unguarded.add(tool.name()))
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "tool " + tool.name() + " is not guarded" + (settings.all() ? ", so it is hidden" : ""));
        return !settings.all();
    }

    private static boolean isIntercepted(ToolInfo tool) {
        return tool.isMethod()
                && tool.method()
                        .filter(method -> method.isAnnotationPresent(Tool.class))
                        .isPresent();
    }
}
