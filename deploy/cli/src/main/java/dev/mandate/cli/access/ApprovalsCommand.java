package dev.mandate.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.cli.client.ApiClient;
import dev.mandate.cli.client.ApiRefused;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.cli.lookup.Lookup.NobodyFound;
import dev.mandate.cli.questions.Opening;
import dev.mandate.cli.running.Service;
import dev.mandate.cli.running.SystemOptions;
import dev.mandate.cli.terminal.ShownTime;
import dev.mandate.messaging.names.NearName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mandate approvals}: which calls of agents wait for whose yes. A person of the demo's organisation answers with his own token. */
@Command(name = "approvals", description = "List the calls that wait for a person's yes; show, approve or refuse one.")
final class ApprovalsCommand {
    /** The status where an approval was answered, used or is over. */
    private static final int CLOSED = 409;

    private static final int UNKNOWN = 404;

    private static final String PERSON = "the person's name or employee id; me for who signed in by login";
    private static final String APPROVAL = "the approval's id, apr_…";
    private static final String REASON = "why, in one line";

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private SystemOptions options;

    @Command(name = "list", description = "What waits for a person's answer, the oldest first.")
    int list(@Parameters(description = PERSON) String person) {
        var context = CommandContext.of(options);
        var token = context.answeringOf(person);
        var waiting = context.api().items(Service.LIFECYCLE, "/approvals?limit=50", token);
        for (var one : waiting) print(context, one);
        if (waiting.isEmpty()) System.out.println("  nothing waits");
        return 0;
    }

    @Command(name = "show", description = "One call: what will happen, what was done before, why somebody is asked.")
    int show(
            @Parameters(index = "0", description = PERSON) String person,
            @Parameters(index = "1", description = APPROVAL) String approval) {
        var context = CommandContext.of(options);
        var token = context.answeringOf(person);
        print(
                context,
                known(
                        context,
                        person,
                        token,
                        approval,
                        context.api().get(Service.LIFECYCLE, "/approvals/" + ApiClient.encode(approval), token)));
        return 0;
    }

    @Command(name = "approve", description = "The call may be made, once; with --like, calls like it as well.")
    int approve(
            @Parameters(index = "0", description = PERSON) String person,
            @Parameters(index = "1", description = APPROVAL) String approval,
            @Option(names = "--reason", description = REASON) @Nullable String reason,
            @Option(
                            names = "--like",
                            split = ",",
                            paramLabel = "ARGUMENT",
                            description =
                                    "don't ask for calls of this tool in this task where these arguments are as here, such as to,subject; show says which can be held")
                    @Nullable
                    List<String> like,
            @Option(names = "--minutes", description = "for how long, with --like; else as long as the task") @Nullable
                    Integer minutes) {
        if (like == null && minutes != null) throw new IllegalArgumentException("--minutes goes with --like");
        var context = CommandContext.of(options);
        if (like == null) return answer(context, person, context.answeringOf(person), approval, "approve", reason);
        var token = context.agreeingOf(person);
        var agreeing = new LikeCalls(context.api(), token);
        var offered = agreeing.offered(approval, like, minutes);
        answer(context, person, token, approval, "approve", reason);
        System.out.println(agreeing.agree(offered));
        return 0;
    }

    @Command(
            name = "refuse",
            description = "The call may not be made; a yes that is not used yet is taken back, also to calls like it.")
    int refuse(
            @Parameters(index = "0", description = PERSON) String person,
            @Parameters(index = "1", description = APPROVAL) String approval,
            @Option(names = "--reason", description = REASON) @Nullable String reason) {
        var context = CommandContext.of(options);
        var token = context.agreeingOf(person);
        var ended = new LikeCalls(context.api(), token).askAgain(approval);
        if (ended) System.out.println("  calls like it are asked for again, each");
        try {
            return answer(context, person, token, approval, "refuse", reason);
        } catch (ApiRefused e) {
            if (!ended || e.status() != CLOSED) throw e;
            System.out.println("  " + approval + ": the call itself was made, or is over, and can't be taken back");
            return 0;
        }
    }

    private static int answer(
            CommandContext context,
            String person,
            String token,
            String approval,
            String answer,
            @Nullable String reason) {
        var path = "/approvals/" + ApiClient.encode(approval) + "/" + answer;
        var body = reason == null ? Map.of() : Map.of("reason", reason);
        print(
                context,
                known(context, person, token, approval, context.api().post(Service.LIFECYCLE, path, token, body)));
        return 0;
    }

    /** @throws NobodyFound saying of whom it is asked, if whoever types may know, and what waits for this person */
    private static JsonNode known(
            CommandContext context, String person, String token, String approval, ApiClient.Answer answer) {
        if (answer.status() != UNKNOWN) return answer.plain().orRefuse();
        var asked = Opening.toldOf(approval, (service, path) -> context.api().get(service, path, context.admin()))
                .path("person")
                .asText();
        var waiting = new ArrayList<String>();
        for (var one : context.api().items(Service.LIFECYCLE, "/approvals?limit=50", token))
            waiting.add(one.path("approval").asText());
        throw new NobodyFound(
                notHis(person, approval, asked.isEmpty() ? "" : context.lookup().nameOf(asked), waiting));
    }

    /** @param asked who is; empty where that isn't known */
    static String notHis(String person, String approval, String asked, List<String> waiting) {
        var me = person.equals(CommandContext.ME);
        var who = me ? "you" : person;
        return NearName.shown(approval) + " isn't asked of " + who + ", nor about a call "
                + (me ? "of yours" : "of theirs")
                + (asked.isEmpty() ? "" : "; it is about a call for " + asked)
                + (waiting.isEmpty()
                        ? "; nothing waits for " + who
                        : "; for " + who + " waits " + String.join(", ", waiting));
    }

    private static void print(CommandContext context, JsonNode it) {
        var status = it.path("status").asText();
        System.out.println("  " + it.path("approval").asText() + ": " + status.toLowerCase(Locale.ROOT)
                + (status.equals("ASKED") || status.equals("GRANTED")
                        ? ", until " + ShownTime.of(it.path("until"))
                        : ""));
        System.out.println("    " + context.consoleUrl() + "/approvals/"
                + it.path("approval").asText());
        var agent = it.path("subject").asText();
        for (var sentence : it.path("says"))
            System.out.println(
                    "    " + sentence.asText().replace(agent, context.lookup().nameOf(agent)));
        if (status.equals("ASKED"))
            for (var limit : it.path("kind").path("limits"))
                System.out.println("    --like " + limit.path("argument").asText() + ": " + LikeCalls.inWords(limit));
        if (it.path("acr").has(0))
            System.out.println("    Whoever answers has signed in with "
                    + it.path("acr").path(0).asText() + ".");
        var said = it.path("answer");
        if (said.hasNonNull("by"))
            System.out.println("    "
                    + context.lookup().nameOf(said.path("by").path("subject").asText())
                    + (said.path("approved").asBoolean() ? " said yes" : " said no")
                    + (said.hasNonNull("reason") ? ": " + said.path("reason").asText() : "."));
        if (it.hasNonNull("used"))
            System.out.println("    Used up by " + it.path("used").asText() + ".");
    }
}
