package dev.mandate.authz.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import dev.langchain4j.service.tool.DefaultToolExecutor;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.mandate.authz.client.Guard;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tools of LangChain4j, each of which is decided before it is executed, for {@code AiServices.builder(…).tools(…)}. */
public final class GuardedTools {
    private GuardedTools() {}

    /**
     * Every method of the object that is a {@code @Tool}.
     *
     * @param named what a tool is called in the catalogue, by its name here: models may not have dots in names
     * @throws IllegalArgumentException for an object without any
     */
    public static Map<ToolSpecification, ToolExecutor> of(Guard guard, Object tools, UnaryOperator<String> named) {
        var guarded = new LinkedHashMap<ToolSpecification, ToolExecutor>();
        for (var method : tools.getClass().getDeclaredMethods()) {
            if (!method.isAnnotationPresent(Tool.class)) continue;
            method.setAccessible(true);
            var executor = DefaultToolExecutor.builder()
                    .object(tools)
                    .originalMethod(method)
                    .methodToInvoke(method)
                    .wrapToolArgumentsExceptions(true)
                    .propagateToolExecutionExceptions(true)
                    .build();
            var specification = ToolSpecifications.toolSpecificationFrom(method);
            guarded.put(specification, executor(guard, named.apply(specification.name()), executor));
        }
        if (guarded.isEmpty())
            throw new IllegalArgumentException(tools.getClass().getName() + " has no method that is a @Tool");
        return guarded;
    }

    /** The same for whatever executes a tool. */
    public static ToolExecutor executor(Guard guard, String tool, ToolExecutor executor) {
        return new GuardedTool(guard, tool, executor);
    }
}
