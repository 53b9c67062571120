package dev.mandate.identity.agents;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.AgentDescription;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.Environment;
import dev.mandate.messaging.result.Result;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says an agent is made of and how it runs; all of it may be left out.
 *
 * @param model that it thinks with, 1 to 100 characters
 * @param version of that model, 1 to 50 characters
 * @param provider whose model that is, 1 to 100 characters
 * @param environment where it runs, such as {@code production}: a word, as {@link Environment} has it, since policies compare it
 * @param protocols that it speaks, at most 10 words of lower-case letters, digits, dots and hyphens, such as {@code mcp}
 */
public record AgentDescriptionRequest(
        @Nullable String model,
        @Nullable String version,
        @Nullable String provider,
        @Nullable String environment,
        @Nullable Autonomy autonomy,
        @Nullable List<String> protocols) {
    private static final int LONGEST = 100;
    private static final int LONGEST_WORD = 50;
    private static final int MOST_PROTOCOLS = 10;
    private static final Pattern PROTOCOL = Pattern.compile("[a-z0-9][a-z0-9.-]{0,29}");

    /** @param member that is wrong, and {@code advice} about it */
    public record Problem(String member, String advice) {}

    /** Empty where nothing is said. */
    public Result<Optional<AgentDescription>, Problem> checked() {
        var problem = problem("model", model, LONGEST)
                .or(() -> problem("version", version, LONGEST_WORD))
                .or(() -> problem("provider", provider, LONGEST))
                .or(this::wrongEnvironment)
                .or(() -> version != null && model == null
                        ? Optional.of(new Problem("version", "Name the model that it is a version of"))
                        : Optional.empty())
                .or(this::wrongProtocols);
        if (problem.isPresent()) return Result.refused(problem.get());
        var words = protocols == null ? List.<String>of() : protocols;
        var described = new AgentDescription(model, version, provider, environment, autonomy, words);
        return Result.done(Optional.of(described).filter(it -> !it.saysNothing()));
    }

    private static Optional<Problem> problem(String member, @Nullable String text, int atMost) {
        if (text == null || !text.isBlank() && text.length() <= atMost && PlainText.is(text)) return Optional.empty();
        return Optional.of(
                new Problem(member, "Give it 1 to " + atMost + " characters, or leave it out; it " + PlainText.RULE));
    }

    private Optional<Problem> wrongEnvironment() {
        return environment == null || Environment.is(environment)
                ? Optional.empty()
                : Optional.of(new Problem("environment", "Correct it: it " + Environment.RULE));
    }

    private Optional<Problem> wrongProtocols() {
        if (protocols == null) return Optional.empty();
        var wrong = protocols.size() > MOST_PROTOCOLS
                || protocols.stream()
                        .anyMatch(each -> !PROTOCOL.matcher(Objects.requireNonNullElse(each, ""))
                                .matches());
        return wrong
                ? Optional.of(new Problem(
                        "protocols",
                        "Name at most " + MOST_PROTOCOLS
                                + ", each a word of at most 30 lower-case letters, digits, dots and hyphens"))
                : Optional.empty();
    }
}
