package dev.mandate.identity.tasks;

import dev.mandate.identity.limits.LimitField;
import dev.mandate.identity.limits.ToolLimits;
import dev.mandate.identity.policies.PolicyWords;
import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a task before he agrees.
 *
 * @param agentId tells two agents of one name apart
 * @param mixed whether the agent's name mixes alphabets, so that it may look like another
 * @param owner who answers for the agent, in words
 * @param tooLong for how long it was asked for, where that is more than may be; null otherwise
 * @param obstacle why he can't agree at all; null where he can
 * @param foreseen whether it is known of each tool what policies say
 */
@TemplateData
public record TaskView(
        String agentName,
        String agentId,
        boolean mixed,
        String owner,
        String about,
        String task,
        List<String> identifiers,
        List<ToolLine> tools,
        List<Choice> durations,
        @Nullable String tooLong,
        @Nullable String obstacle,
        boolean foreseen) {
    /**
     * @param field by which the form names it
     * @param title in the catalogue's words; its id where the catalogue says nothing
     * @param does what it can do, as the catalogue labels it
     * @param struck why it can't be had; null where it can
     * @param asked why each call of it waits for a yes; null where that depends on the call
     * @param used how the agent used it for him before; null where it has used nothing for him
     * @param chosen whether it is ticked
     * @param form how it may be limited further
     * @param fields of the form, as it is limited so far
     */
    @TemplateData
    public record ToolLine(
            String field,
            String id,
            String title,
            @Nullable String description,
            List<String> does,
            List<String> limits,
            @Nullable String struck,
            @Nullable String asked,
            @Nullable String used,
            boolean chosen,
            ToolLimits form,
            List<LimitField> fields) {
        /** With what policies say of it. One that is struck out stays so, for the reason that it has. */
        ToolLine by(PolicyWords policies) {
            if (struck != null) return this;
            var refused = policies.refused(id).map(why -> "you may not do it yourself. " + why);
            return new ToolLine(
                    field,
                    id,
                    title,
                    description,
                    does,
                    limits,
                    refused.orElse(null),
                    policies.asked(id).orElse(null),
                    used,
                    chosen && refused.isEmpty(),
                    form,
                    fields);
        }

        /** As somebody has left it: what that leaves of it, and what is wrong with it. */
        ToolLine typed(TaskAnswer answer) {
            var left = form.read(answer.limits());
            return new ToolLine(
                    field,
                    id,
                    title,
                    description,
                    does,
                    ToolLines.words(left.tool()),
                    struck,
                    asked,
                    used,
                    struck == null && answer.tools().contains(field),
                    form,
                    form.fields(answer.limits(), left.faults()));
        }

        static List<ToolLine> typed(List<ToolLine> lines, TaskAnswer answer) {
            return lines.stream().map(line -> line.typed(answer)).toList();
        }

        /** Whether its fields are shown without being asked for: somebody has typed into them, or has to. */
        public boolean isOpen() {
            return !fields.equals(form.fields());
        }

        static List<ToolLine> by(PolicyWords policies, List<ToolLine> lines) {
            return lines.stream().map(line -> line.by(policies)).toList();
        }

        /** Whether it is known of each of them that can be had what policies say. */
        static boolean foreseen(List<ToolLine> lines, Set<String> told) {
            return lines.stream().allMatch(line -> line.struck() != null || told.contains(line.id()));
        }
    }

    /** For how long. */
    @TemplateData
    public record Choice(long minutes, String words, boolean chosen) {
        static List<Choice> typed(List<Choice> choices, String minutes) {
            if (choices.stream().noneMatch(it -> minutes.equals(Long.toString(it.minutes)))) return choices;
            return choices.stream()
                    .map(it -> new Choice(it.minutes, it.words, minutes.equals(Long.toString(it.minutes))))
                    .toList();
        }
    }

    /** As somebody has left it, with what is wrong with it. */
    public TaskView typed(TaskAnswer answer) {
        return new TaskView(
                agentName,
                agentId,
                mixed,
                owner,
                about,
                task,
                identifiers,
                ToolLine.typed(tools, answer),
                Choice.typed(durations, answer.minutes()),
                tooLong,
                obstacle,
                foreseen);
    }

    /** With what policies say of its tools. */
    public TaskView by(PolicyWords policies) {
        var judged = ToolLine.by(policies, tools);
        return new TaskView(
                agentName,
                agentId,
                mixed,
                owner,
                about,
                task,
                identifiers,
                judged,
                durations,
                tooLong,
                obstacle,
                ToolLine.foreseen(judged, policies.told()));
    }

    public boolean struck() {
        return obstacle != null;
    }

    public boolean mayAgree() {
        return obstacle == null && tools.stream().anyMatch(tool -> tool.struck() == null);
    }
}
