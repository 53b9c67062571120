package dev.mandate.identity.tasks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.Constraint;
import dev.mandate.events.identity.ToolScope;
import dev.mandate.events.ids.IdentityId;
import dev.mandate.identity.delegations.LimitRules;
import dev.mandate.messaging.result.Result;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code authorization_details} of the type {@code mandate_task}: one task, of which a page shows every member. Whatever else stands
 * in it is refused, since whoever reads the page would agree to what he doesn't see.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9396">RFC 9396</a>
 */
public final class TaskDetailsReader {
    private static final int LONGEST = 8 * 1024;
    private static final int MOST_LIMITS = 10;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_VALUE = 200;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(10).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TaskDetailsReader() {}

    /**
     * @param agent that asks, for itself alone
     * @return refused with what is wrong, for its developer
     */
    public static Result<TaskDetails, String> read(String json, String agent) {
        if (json.getBytes(UTF_8).length > LONGEST) return Result.refused("authorization_details are at most 8 KiB");
        try {
            return Result.done(details(JSON.readTree(json), agent));
        } catch (JsonProcessingException e) {
            return Result.refused("authorization_details are no JSON, or name a member twice");
        } catch (IllegalArgumentException | DateTimeException e) {
            return Result.refused(String.valueOf(e.getMessage()));
        }
    }

    private static TaskDetails details(JsonNode root, String agent) {
        if (!root.isArray() || root.size() != 1)
            throw new IllegalArgumentException("authorization_details are an array of one element");
        var node = root.get(0);
        if (!node.path("type").asText().equals(TaskDetails.TYPE))
            throw new IllegalArgumentException("the type of authorization_details is " + TaskDetails.TYPE);
        only(node, Set.of("type", "agent", "task", "identifiers", "tools", "duration"), "a task");
        if (node.has("agent") && !agent.equals(node.path("agent").textValue()))
            throw new IllegalArgumentException("an agent asks for tasks of its own: agent is " + agent);
        var tools = tools(node.path("tools"));
        var wrong = LimitRules.refusal(tools);
        if (wrong.isPresent())
            throw new IllegalArgumentException(
                    wrong.get().title() + " at " + wrong.get().field());
        return new TaskDetails(
                new IdentityId(agent),
                text(node.path("task"), "task", TaskDetails.LONGEST_TASK),
                node.has("identifiers") ? texts(node.path("identifiers"), "identifiers", MOST_VALUES) : List.of(),
                tools,
                node.has("duration") ? duration(node.path("duration")) : null);
    }

    private static List<ToolScope> tools(JsonNode node) {
        if (!node.isArray() || node.isEmpty() || node.size() > TaskDetails.MOST_TOOLS)
            throw new IllegalArgumentException("tools are an array of 1 to " + TaskDetails.MOST_TOOLS);
        var tools = new ArrayList<ToolScope>();
        var names = new HashSet<String>();
        for (var each : node) {
            only(each, Set.of("tool", "constraints"), "a tool");
            var name = text(each.path("tool"), "tool", LONGEST_NAME);
            if (!names.add(name)) throw new IllegalArgumentException("the tool " + name + " is named twice");
            tools.add(new ToolScope(name, each.has("constraints") ? limits(each.path("constraints")) : List.of()));
        }
        return tools;
    }

    private static List<Constraint> limits(JsonNode node) {
        if (!node.isArray() || node.size() > MOST_LIMITS)
            throw new IllegalArgumentException("constraints are an array of at most " + MOST_LIMITS);
        var limits = new ArrayList<Constraint>();
        for (var each : node) {
            only(each, Set.of("argument", "operator", "values", "optional"), "a constraint");
            if (each.has("optional") && !each.path("optional").isBoolean())
                throw new IllegalArgumentException("optional is true or false");
            limits.add(new Constraint(
                    text(each.path("argument"), "argument", LONGEST_NAME),
                    Constraint.Operator.valueOf(text(each.path("operator"), "operator", LONGEST_NAME)),
                    texts(each.path("values"), "values", MOST_VALUES),
                    each.path("optional").asBoolean() ? true : null));
        }
        return limits;
    }

    private static Duration duration(JsonNode node) {
        var duration = Duration.parse(text(node, "duration", 20));
        if (duration.toMinutes() < 1)
            throw new IllegalArgumentException("duration is a minute at least, such as PT15M");
        return duration;
    }

    private static List<String> texts(JsonNode node, String name, int most) {
        if (!node.isArray() || node.isEmpty() || node.size() > most)
            throw new IllegalArgumentException(name + " are an array of 1 to " + most);
        var texts = new ArrayList<String>();
        for (var each : node) texts.add(text(each, name, LONGEST_VALUE));
        return texts;
    }

    private static String text(@Nullable JsonNode node, String name, int most) {
        var text = node == null ? null : node.textValue();
        if (text == null || text.isBlank() || text.length() > most || !PlainText.is(text))
            throw new IllegalArgumentException(name + " is one line of 1 to " + most + " plain characters");
        return text;
    }

    private static void only(JsonNode node, Set<String> members, String what) {
        if (!node.isObject()) throw new IllegalArgumentException(what + " is an object");
        node.fieldNames().forEachRemaining(name -> {
            if (!members.contains(name))
                throw new IllegalArgumentException(what + " has only "
                        + String.join(", ", new java.util.TreeSet<>(members)) + ", which the page shows");
        });
    }
}
