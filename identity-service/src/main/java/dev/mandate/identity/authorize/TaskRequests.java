package dev.mandate.identity.authorize;

import dev.mandate.identity.clients.Client;
import dev.mandate.identity.tasks.TaskDetails;
import dev.mandate.identity.tasks.TaskDetailsReader;
import dev.mandate.messaging.result.Result;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a task: an agent always, and for itself alone, since whoever else got the token would act in its name; others never, who
 * get what they are registered for.
 */
public final class TaskRequests {
    /** RFC 9396 section 5. */
    public static final String FAULT = "invalid_authorization_details";

    private TaskRequests() {}

    /** @return empty for a client that asks for no task, and doesn't have to; refused with what is wrong */
    public static Optional<Result<TaskDetails, String>> of(Client client, @Nullable String details) {
        if (client.isAgent())
            return Optional.of(
                    details == null
                            ? Result.refused("an agent asks for a task, by authorization_details of the type "
                                    + TaskDetails.TYPE)
                            : TaskDetailsReader.read(details, client.id()));
        return details == null
                ? Optional.empty()
                : Optional.of(Result.refused("only an agent asks for a task, by its own client"));
    }
}
