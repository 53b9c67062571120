package dev.mandate.identity.authorize;

import dev.mandate.identity.policies.PolicyWords;
import dev.mandate.identity.tasks.ServerTaskView;
import dev.mandate.identity.tasks.TaskAnswer;
import dev.mandate.identity.tasks.TaskView;
import io.quarkus.qute.TemplateData;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows.
 *
 * @param task what an agent asks him for; null for an application
 * @param rights of an application that asks him; null for an agent
 * @param server what it may do at an MCP server, where it asks for one; null for none
 * @param handsOn whether the agent may hand parts of the task on
 * @param person who is asked
 * @param goesOnTo what the page's form leads to, for its Content-Security-Policy
 */
@TemplateData
public record ConsentView(
        @Nullable TaskView task,
        @Nullable RightsView rights,
        @Nullable ServerTaskView server,
        boolean handsOn,
        String person,
        String goesOnTo) {
    /** With what policies say of its tools. */
    ConsentView by(PolicyWords policies) {
        return new ConsentView(
                task == null ? null : task.by(policies),
                rights,
                server == null ? null : server.by(policies),
                handsOn,
                person,
                goesOnTo);
    }

    /** As somebody has left it, with what is wrong with it. */
    public ConsentView typed(TaskAnswer answer) {
        return new ConsentView(
                task == null ? null : task.typed(answer),
                rights,
                server == null ? null : server.typed(answer),
                handsOn,
                person,
                goesOnTo);
    }

    /** Whether there is anything to agree to. */
    public boolean mayAgree() {
        if (server != null) return server.mayAgree();
        return task == null ? rights != null && !rights.rights().isEmpty() : task.mayAgree();
    }
}
