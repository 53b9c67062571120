package dev.mandate.authz.quarkusmcp;

import io.quarkiverse.mcp.server.CompleteArg;
import io.quarkiverse.mcp.server.PromptArg;
import io.quarkiverse.mcp.server.ResourceTemplateArg;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolCallException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Array;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a tool is called with, as it is decided: all of it, so that what may hold more than it shows (a bean, a stream) is no argument. */
final class DecidedArguments {
    private static final int MOST_WITHIN = 50;
    /** What Quarkus MCP 1.13.0 makes itself for tools. Anything else is an argument, also what it hands on of the caller's (a message, its {@code _meta}). */
    private static final Pattern OF_SERVER = Pattern.compile("io\\.quarkiverse\\.mcp\\.server\\."
            + "(McpConnection|McpLog|Progress|Cancellation|Roots|Sampling|Elicitation)");

    private static final List<Class<?>> TEXTS = List.of(
            CharSequence.class, Character.class, UUID.class, URI.class, TemporalAccessor.class, TemporalAmount.class);

    private DecidedArguments() {}

    /**
     * Of a call of a method.
     *
     * @param tool as the catalogue calls it
     * @throws ToolCallException for what can't be decided whole
     */
    static Map<String, Object> of(InvocationContext call, String tool) {
        var given = new LinkedHashMap<String, @Nullable Object>();
        var parameters = call.getMethod().getParameters();
        for (var at = 0; at < parameters.length; at++) {
            var parameter = parameters[at];
            if (OF_SERVER.matcher(parameter.getType().getName()).matches()) continue;
            var own = ownName(parameter);
            if (own == null && !parameter.isNamePresent())
                throw GuardedTool.notDone(
                        tool, "its arguments have no names; compile it with -parameters, or name them by @ToolArg");
            given.put(own == null ? parameter.getName() : own, call.getParameters()[at]);
        }
        return of(given, tool);
    }

    private static @Nullable String ownName(Parameter parameter) {
        var tools = parameter.getAnnotation(ToolArg.class);
        if (tools != null && !tools.name().equals(ToolArg.ELEMENT_NAME)) return tools.name();
        var prompts = parameter.getAnnotation(PromptArg.class);
        if (prompts != null && !prompts.name().equals(PromptArg.ELEMENT_NAME)) return prompts.name();
        var completed = parameter.getAnnotation(CompleteArg.class);
        if (completed != null && !completed.name().equals(CompleteArg.ELEMENT_NAME)) return completed.name();
        var resources = parameter.getAnnotation(ResourceTemplateArg.class);
        return resources == null || resources.name().equals(ResourceTemplateArg.ELEMENT_NAME) ? null : resources.name();
    }

    /** Of a call by names. */
    static Map<String, Object> of(Map<String, @Nullable Object> given, String tool) {
        var arguments = new LinkedHashMap<String, Object>();
        given.forEach((name, value) -> {
            try {
                var decided = of(value);
                if (decided != null) arguments.put(name, decided);
            } catch (IllegalArgumentException e) {
                throw GuardedTool.notDone(tool, "its argument " + name + " can't be decided: " + e.getMessage());
            }
        });
        return arguments;
    }

    /** @throws IllegalArgumentException for what can't be decided whole */
    static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int within) {
        if (within > MOST_WITHIN) throw new IllegalArgumentException("it is nested too deeply");
        if (value == null || value instanceof Number || value instanceof Boolean) return value;
        if (value instanceof Optional<?> optional) return of(optional.orElse(null), within);
        if (value instanceof Enum<?> one) return one.name();
        if (TEXTS.stream().anyMatch(type -> type.isInstance(value))) return value.toString();
        if (value instanceof JsonObject object) return of(object.getMap(), within);
        if (value instanceof JsonArray array) return of(array.getList(), within);
        if (value instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((name, member) -> members.put(String.valueOf(name), of(member, within + 1)));
            return members;
        }
        if (value instanceof Collection<?> all)
            return all.stream().map(one -> of(one, within + 1)).toList();
        if (value.getClass().isArray())
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(at -> of(Array.get(value, at), within + 1))
                    .toList();
        if (value instanceof Record all) return components(all, within);
        throw new IllegalArgumentException("a " + value.getClass().getName()
                + " may hold what nobody decided about; make it a record, or a list or map of texts and numbers");
    }

    private static Map<String, @Nullable Object> components(Record all, int within) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (var component : all.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                members.put(component.getName(), of(accessor.invoke(all), within + 1));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(component.getName() + " can't be read", e);
            }
        }
        return members;
    }
}
