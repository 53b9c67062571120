package dev.mandate.identity.pages;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.delegations.GivenTasks.Running;
import dev.mandate.identity.sessions.SignInSession;
import dev.mandate.pages.BrowserName;
import io.quarkus.qute.TemplateData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes on for a person who ends sign-ins of his: he says whether it does.
 *
 * @param form makes its form ours
 * @param action where it is sent
 * @param which sign-ins, in words
 * @param tasks in words, the latest first
 * @param more how many aren't shown
 * @param all whether he signs out everywhere
 */
@TemplateData
public record SignInEndPage(String form, String action, String which, List<Task> tasks, long more, boolean all) {
    /** More than anybody reads. */
    static final int MOST_SHOWN = 50;

    @TemplateData
    public record Task(String agent, String words, String time) {}

    /** @param signIn null for all of his */
    static SignInEndPage of(String form, @Nullable SignInSession signIn, Running running) {
        return new SignInEndPage(
                form,
                signIn == null
                        ? "/account/sign-ins/end"
                        : "/account/sign-ins/" + signIn.id().value() + "/end",
                signIn == null
                        ? "everywhere"
                        : BrowserName.of(signIn.browser()) + ", since " + AccountPage.at(signIn.createdAt()),
                running.shown().stream()
                        .map(task -> new Task(
                                task.agent(),
                                PlainText.quoted(task.words()),
                                "since " + AccountPage.at(task.since()) + ", until " + AccountPage.at(task.until())))
                        .toList(),
                running.all() - running.shown().size(),
                signIn == null);
    }

    /** To be added to what he is told. */
    static String ended(int tasks) {
        return switch (tasks) {
            case 0 -> "";
            case 1 -> " The task that was given from there has ended.";
            default -> " The " + tasks + " tasks that were given from there have ended.";
        };
    }
}
