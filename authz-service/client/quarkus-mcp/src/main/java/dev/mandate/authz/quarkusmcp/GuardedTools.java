package dev.mandate.authz.quarkusmcp;

import static java.lang.System.Logger.Level.WARNING;

import io.quarkiverse.mcp.server.ExecutionModel;
import io.quarkiverse.mcp.server.McpConnection;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolFilter;
import io.quarkiverse.mcp.server.ToolManager;
import io.quarkiverse.mcp.server.ToolManager.ToolDefinition;
import io.quarkiverse.mcp.server.ToolManager.ToolInfo;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Tools that no {@code @Tool} of this server declares, which its interceptor doesn't see: those that are registered here are guarded as well. Others are
 * told in the log, and aren't there for clients unless {@code mandate.guard.tools} is {@code annotated}.
 */
@Singleton
public class GuardedTools implements ToolFilter {
    private static final System.Logger LOG = System.getLogger(GuardedTools.class.getName());

    private final GuardSettings settings;
    private final GuardedRuns runs;
    private final Instance<ToolManager> tools;
    /** As the server knows them, so that nothing else of their name, here or on another server, is taken for them. */
    private final Set<ToolInfo> guarded = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final Set<ToolInfo> unguarded = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    GuardedTools(GuardSettings settings, GuardedRuns runs, Instance<ToolManager> tools) {
        this.settings = settings;
        this.runs = runs;
        this.tools = tools;
    }

    /**
     * Registers a tool.
     *
     * @param tool its name; the catalogue calls it so behind {@code mandate.guard.before}
     * @param defined all of it but its handler
     * @param run its handler; has the arguments that were decided, and may block until it returns its answer, or what will have it
     */
    public ToolInfo register(
            String tool, UnaryOperator<ToolDefinition> defined, Function<Map<String, Object>, Uni<ToolResponse>> run) {
        var name = settings.inCatalogue(tool);
        var registered = defined.apply(tools.get().newTool(tool))
                .setAsyncHandler(called -> Uni.createFrom().deferred(() -> {
                    var given = new LinkedHashMap<>(called.args());
                    return runs.later(name, DecidedArguments.of(given, name), () -> run.apply(given));
                }))
                .register();
        if (registered.executionModel() != ExecutionModel.EVENT_LOOP)
            throw new IllegalArgumentException("tool " + tool + " was given another handler, so it is not guarded");
        guarded.add(registered);
        return registered;
    }

    @Override
    public boolean test(ToolInfo tool, McpConnection connection) {
        if (guarded.contains(tool)
                || tool.method()
                        .filter(one -> one.isAnnotationPresent(Tool.class))
                        .isPresent()) return true;
        if (unguarded.add(tool))
            LOG.log(WARNING, "tool {0} is not guarded{1}", tool.name(), settings.all() ? ", so it is hidden" : "");
        return !settings.all();
    }
}
