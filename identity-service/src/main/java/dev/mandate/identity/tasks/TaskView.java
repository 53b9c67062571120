package dev.mandate.identity.tasks;

import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a task before he agrees.
 *
 * @param agentId tells two agents of one name apart
 * @param mixed whether the agent's name mixes alphabets, so that it may look like another
 * @param owner who answers for the agent, in words
 * @param tooLong for how long it was asked for, where that is more than may be; null otherwise
 * @param obstacle why he can't agree at all; null where he can
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
        @Nullable String obstacle) {
    /**
     * @param field by which the form names it
     * @param title in the catalogue's words; its id where the catalogue says nothing
     * @param does what it can do, as the catalogue labels it
     * @param struck why it can't be had; null where it can
     * @param used how the agent used it for him before; null where it has used nothing for him
     * @param chosen whether it is ticked beforehand
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
            @Nullable String used,
            boolean chosen) {}

    /** For how long. */
    @TemplateData
    public record Choice(long minutes, String words, boolean chosen) {}

    public boolean struck() {
        return obstacle != null;
    }

    public boolean mayAgree() {
        return obstacle == null && tools.stream().anyMatch(tool -> tool.struck() == null);
    }
}
