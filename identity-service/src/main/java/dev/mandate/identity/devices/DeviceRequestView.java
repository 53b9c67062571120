package dev.mandate.identity.devices;

import dev.mandate.identity.clients.metadata.ScopeWords;
import dev.mandate.identity.sessions.CurrentSignIn;
import dev.mandate.identity.tasks.TaskView;
import io.quarkus.qute.TemplateData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person sees of a request before he answers.
 *
 * @param since how long ago it was made, in words
 * @param fromHere whether it came from the address that his browser has
 * @param gets rights, in words
 * @param lacks those that he hasn't himself, in words
 * @param task what an agent asks him for; null for an application
 * @param handsOn whether the agent may hand parts of the task on
 */
@TemplateData
public record DeviceRequestView(
        String application,
        String code,
        String person,
        String address,
        boolean fromHere,
        String since,
        List<String> gets,
        List<String> lacks,
        @Nullable TaskView task,
        boolean handsOn) {
    static DeviceRequestView of(DeviceAnswers.Waiting waiting, CurrentSignIn him, String address, Instant now) {
        return new DeviceRequestView(
                waiting.application(),
                waiting.code().shown(),
                him.person().state().displayName(),
                waiting.address(),
                waiting.address().equals(address),
                ago(Duration.between(waiting.since(), now)),
                ScopeWords.of(waiting.gets()),
                ScopeWords.of(waiting.lacks()),
                waiting.task(),
                waiting.task() != null && waiting.gets().contains("delegations:write"));
    }

    /** Whether there is anything to agree to. */
    public boolean mayAgree() {
        return task == null ? !gets.isEmpty() : task.mayAgree();
    }

    private static String ago(Duration time) {
        var minutes = time.toMinutes();
        if (minutes < 1) return "less than a minute ago";
        return minutes == 1 ? "a minute ago" : minutes + " minutes ago";
    }
}
