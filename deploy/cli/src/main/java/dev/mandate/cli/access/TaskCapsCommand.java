package dev.mandate.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.NamesBesideIds;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.Table;
import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.identity.AgentDescription.Autonomy;
import dev.mandate.events.identity.DurationWords;
import dev.mandate.events.identity.TaskCapEvent.Of;
import dev.mandate.messaging.names.NearName;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate task-caps}: how long tasks last at most, as administrators say. */
@Command(
        name = "task-caps",
        description =
                "How long tasks last at most, by what their agent is, by client and by the role of who gives them: list, set, remove.")
final class TaskCapsCommand {
    private static final int MOST_MINUTES = 24 * 60;
    private static final String PATH = "/task-caps";
    private static final String KIND = "autonomy, client or role";
    private static final String NAME =
            "supervised, delegated or autonomous; the name or id of an agent or a client; the id of a role, which counts for those that inherit it too";
    private static final String WHY = "why, for the record: one line";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(
            name = "list",
            description = "All that is said beside settings; the shortest that holds for a task counts.")
    int list() {
        return list(CommandContext.of(options));
    }

    @Command(
            name = "set",
            description =
                    "From now on they last so long at most, instead of what was said before. Tasks that were given go on.")
    int set(
            @Parameters(paramLabel = "KIND", description = KIND) Of of,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--minutes", required = true, description = "from 1 to 1440, a day") int minutes,
            @Option(names = "--reason", description = WHY) @Nullable String reason) {
        return set(CommandContext.of(options), of, name, minutes, reason);
    }

    @Command(name = "remove", description = "Nothing is said of them any more.")
    int remove(
            @Parameters(paramLabel = "KIND", description = KIND) Of of,
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @Option(names = "--reason", description = WHY) @Nullable String reason) {
        return remove(CommandContext.of(options), of, name, reason);
    }

    static int list(CommandContext context) {
        var names = new NamesBesideIds(context.lookup()::anyName);
        var table = new Table("kind", "name", "last at most");
        for (var cap : said(context)) {
            var of = Of.valueOf(cap.path("of").asText());
            table.row(
                    of.name().toLowerCase(Locale.ROOT),
                    shown(of, cap.path("name").asText(), names),
                    DurationWords.of(Duration.parse(cap.path("longest").asText())));
        }
        System.out.print(table);
        return 0;
    }

    static int set(CommandContext context, Of of, String typed, int minutes, @Nullable String reason) {
        if (minutes < 1 || minutes > MOST_MINUTES)
            throw new IllegalArgumentException("--minutes is from 1 to " + MOST_MINUTES + ", a day");
        var longest = Duration.ofMinutes(minutes);
        var name =
                switch (of) {
                    case AUTONOMY -> autonomy(typed);
                    case CLIENT -> context.lookup().agentOrClient(typed);
                    case ROLE -> {
                        context.lookup().requireRole(typed);
                        yield typed;
                    }
                };
        put(context, of, name, longest, reason);
        System.out.println("  tasks " + whose(context, of, name) + " last " + DurationWords.of(longest) + " at most");
        return 0;
    }

    static int remove(CommandContext context, Of of, String typed, @Nullable String reason) {
        var said = said(context);
        // What is gone is named by what the list shows of it.
        var name = named(said, of, typed).or(() -> switch (of) {
            case AUTONOMY -> named(said, of, autonomy(typed));
            case CLIENT -> named(said, of, context.lookup().holderOfSecrets(typed));
            case ROLE -> Optional.<String>empty();
        });
        if (name.isEmpty())
            throw new IllegalArgumentException(
                    "nothing is said of the " + of.name().toLowerCase(Locale.ROOT) + " " + NearName.shown(typed)
                            + "; `task-caps list` has all that is");
        put(context, of, name.get(), null, reason);
        System.out.println("  nothing is said any more of how long tasks " + whose(context, of, name.get()) + " last");
        return 0;
    }

    private static Optional<String> named(List<JsonNode> said, Of of, String name) {
        return said.stream()
                .filter(cap -> cap.path("of").asText().equals(of.name())
                        && cap.path("name").asText().equals(name))
                .map(cap -> name)
                .findFirst();
    }

    private static List<JsonNode> said(CommandContext context) {
        return context.api().items(Service.IDENTITY, PATH, context.admin());
    }

    /** @param longest null to say nothing any more */
    private static void put(
            CommandContext context, Of of, String name, @Nullable Duration longest, @Nullable String reason) {
        var body = new LinkedHashMap<String, Object>();
        body.put("of", of);
        body.put("name", name);
        if (longest != null) body.put("longest", longest.toString());
        if (reason != null) body.put("reason", reason);
        context.api().put(Service.IDENTITY, PATH, context.admin(), body).orRefuse();
    }

    private static String autonomy(String typed) {
        var name = typed.toUpperCase(Locale.ROOT);
        if (Arrays.stream(Autonomy.values()).noneMatch(it -> it.name().equals(name)))
            throw new IllegalArgumentException(
                    "an agent is supervised, delegated or autonomous, and not " + PlainText.quoted(typed));
        return name;
    }

    private static String whose(CommandContext context, Of of, String name) {
        var shown = shown(of, name, new NamesBesideIds(context.lookup()::anyName));
        return switch (of) {
            case AUTONOMY -> "of agents that are " + shown;
            case CLIENT -> "of " + shown;
            case ROLE -> "that people with the role " + PlainText.quoted(name) + " give";
        };
    }

    private static String shown(Of of, String name, NamesBesideIds names) {
        return switch (of) {
            case AUTONOMY -> name.toLowerCase(Locale.ROOT);
            case CLIENT -> names.of(name);
            case ROLE -> name;
        };
    }
}
