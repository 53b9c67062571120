package dev.mandate.identity.authorize;

import dev.mandate.identity.tasks.TaskAnswer;
import dev.mandate.identity.tasks.TaskView.ToolLine;
import dev.mandate.identity.tasks.Tasks;
import java.util.List;

/** Ids of the tools that a page names, as policies know them. */
final class NamedTools {
    private NamedTools() {}

    static List<String> shown(CodeRequest request, ConsentView view) {
        var server = view.server();
        return server == null
                ? ofTask(request)
                : server.tools().stream().map(ToolLine::id).toList();
    }

    /** In the answer; of a task all that it asks for, since its form has places and no names. */
    static List<String> left(CodeRequest request, TaskAnswer answer) {
        return request.asked() == null ? ofTask(request) : answer.tools();
    }

    private static List<String> ofTask(CodeRequest request) {
        var task = request.task();
        return task == null ? List.of() : Tasks.toolsOf(task);
    }
}
