package dev.mandate.identity.tasks;

import dev.mandate.identity.policies.PolicyWords;
import dev.mandate.identity.tasks.TaskView.Choice;
import dev.mandate.identity.tasks.TaskView.ToolLine;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a client that asks for an MCP server, before he lets it do something there.
 *
 * @param server its name
 * @param agent as which it acts for him
 * @param agentId where he has let it act before; null where it is none yet
 * @param mixed whether its name mixes alphabets, so that it may look like another
 * @param tools that the catalogue has for this server
 * @param more whether there are others, which a page has no room for
 * @param words what it is for, as he has typed it so far
 * @param obstacle why he can't agree at all; null where he can
 * @param foreseen whether it is known of each tool what policies say
 */
@TemplateData
public record ServerTaskView(
        String server,
        String agent,
        @Nullable String agentId,
        boolean mixed,
        List<ToolLine> tools,
        boolean more,
        List<Choice> durations,
        String words,
        @Nullable String obstacle,
        boolean foreseen) {
    /** With what policies say of its tools. */
    public ServerTaskView by(PolicyWords policies) {
        var judged = ToolLine.by(policies, tools);
        return new ServerTaskView(
                server,
                agent,
                agentId,
                mixed,
                judged,
                more,
                durations,
                words,
                obstacle,
                ToolLine.foreseen(judged, policies.told()));
    }

    /** As somebody has left it, with what is wrong with it. */
    public ServerTaskView typed(TaskAnswer answer) {
        return new ServerTaskView(
                server,
                agent,
                agentId,
                mixed,
                ToolLine.typed(tools, answer),
                more,
                Choice.typed(durations, answer.minutes()),
                answer.words(),
                obstacle,
                foreseen);
    }

    public boolean struck() {
        return obstacle != null;
    }

    public boolean mayAgree() {
        return obstacle == null && open() > 0;
    }

    /** Of the tools at a time. */
    public int atMost() {
        return TaskDetails.MOST_TOOLS;
    }

    /** Of what he says that it is for, in characters. */
    public int longest() {
        return TaskDetails.LONGEST_TASK;
    }

    /** Whether he has to choose among them. */
    public boolean many() {
        return open() > atMost();
    }

    private long open() {
        return tools.stream().filter(tool -> tool.struck() == null).count();
    }
}
