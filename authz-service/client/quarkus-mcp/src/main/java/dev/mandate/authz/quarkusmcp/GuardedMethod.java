package dev.mandate.authz.quarkusmcp;

import io.quarkiverse.mcp.server.CompletePrompt;
import io.quarkiverse.mcp.server.CompleteResourceTemplate;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.RequestUri;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.ResourceTemplate;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolCallException;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A method that clients reach. The catalogue has a tool for each tool, one for all prompts and one for reading all resources, as it has of servers behind a gateway;
 * and one for all completions, which a gateway decides as what they complete, since a method here doesn't say whose argument that is.
 *
 * @param name a tool's or prompt's, of a completion that of the prompt or template; of a resource its URI, and null where only a call says which
 */
record GuardedMethod(Method method, Kind kind, @Nullable String name) {
    /** What clients come to it by. */
    static final List<Class<? extends Annotation>> REACHED = List.of(
            Tool.class,
            Prompt.class,
            Resource.class,
            ResourceTemplate.class,
            CompletePrompt.class,
            CompleteResourceTemplate.class);

    /** As a gateway's answer to what isn't allowed. */
    private static final int DENIED = -32001;

    enum Kind {
        TOOL,
        PROMPT,
        RESOURCE,
        COMPLETION
    }

    /** Null for one that clients don't reach. */
    static @Nullable GuardedMethod of(Method method) {
        var tool = method.getAnnotation(Tool.class);
        if (tool != null) return new GuardedMethod(method, Kind.TOOL, or(tool.name(), Tool.ELEMENT_NAME, method));
        var prompt = method.getAnnotation(Prompt.class);
        if (prompt != null)
            return new GuardedMethod(method, Kind.PROMPT, or(prompt.name(), Prompt.ELEMENT_NAME, method));
        var resource = method.getAnnotation(Resource.class);
        if (resource != null) return new GuardedMethod(method, Kind.RESOURCE, resource.uri());
        if (method.isAnnotationPresent(ResourceTemplate.class)) return new GuardedMethod(method, Kind.RESOURCE, null);
        var ofPrompt = method.getAnnotation(CompletePrompt.class);
        if (ofPrompt != null) return new GuardedMethod(method, Kind.COMPLETION, ofPrompt.value());
        var ofTemplate = method.getAnnotation(CompleteResourceTemplate.class);
        return ofTemplate == null ? null : new GuardedMethod(method, Kind.COMPLETION, ofTemplate.value());
    }

    private static String or(String name, String elements, Method method) {
        return name.equals(elements) ? method.getName() : name;
    }

    String inCatalogue(GuardSettings settings) {
        var its =
                switch (kind) {
                    case TOOL -> String.valueOf(name);
                    case PROMPT -> "prompts.get";
                    case RESOURCE -> "resources.read";
                    case COMPLETION -> "completions.complete";
                };
        var own = method.getAnnotation(Guarded.class);
        if (own != null && !own.as().isEmpty()) return own.as();
        if (own != null && !own.before().isEmpty()) return own.before() + its;
        var all = method.getDeclaringClass().getAnnotation(Guarded.class);
        return all != null && !all.before().isEmpty() ? all.before() + its : settings.inCatalogue(its);
    }

    /**
     * What the catalogue's tool is called with.
     *
     * @param given all that the method is
     * @param tool as the catalogue calls it
     */
    Map<String, Object> decided(InvocationContext call, Map<String, Object> given, String tool) {
        return switch (kind) {
            case TOOL -> given;
            case PROMPT, COMPLETION -> Map.of("name", String.valueOf(name), "arguments", given);
            case RESOURCE -> Map.of("uri", name == null ? uriOf(call, tool) : name);
        };
    }

    /** Of parts of it nobody could say which resource they name. */
    private static String uriOf(InvocationContext call, String tool) {
        return Arrays.stream(call.getParameters())
                .filter(RequestUri.class::isInstance)
                .map(uri -> ((RequestUri) uri).value())
                .findFirst()
                .orElseThrow(() -> GuardedTool.notDone(
                        tool, "which resource is read is not known; the template's method must take the RequestUri"));
    }

    /** What the client is told: of a tool a result that the model reads, of all else an error. */
    RuntimeException said(ToolCallException why) {
        return kind == Kind.TOOL ? why : new McpException(String.valueOf(why.getMessage()), why, DENIED);
    }
}
