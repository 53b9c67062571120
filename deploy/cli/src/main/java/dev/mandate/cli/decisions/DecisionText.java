package dev.mandate.cli.decisions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.authz.client.Decision;
import dev.mandate.authz.client.Obligation;
import dev.mandate.cli.lookup.CommandContext;
import dev.mandate.events.cloudevents.PlainJson;
import java.util.ArrayList;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What authz-service answered, for whoever typed the question. */
final class DecisionText {
    private static final int DENIED = 3;

    private static final Set<String> OWN = Set.of("vendor", "action");

    private DecisionText() {}

    /** Prints it. @return the exit code */
    static int told(Decision decision, CommandContext context) {
        var lookup = context.lookup();
        System.out.println(
                decision.failure() == null ? decision + "   [" + decision.id() + "]" : String.valueOf(decision));
        if (!decision.explanation().isEmpty()) System.out.println("  " + lookup.inNames(decision.explanation()));
        decision.obligations()
                .forEach(obligation -> System.out.println("  to be done: " + inWords(obligation, lookup::nameOf)));
        if (decision.context().path("dry_run").asBoolean() && waitsForSomebody(decision))
            System.out.println("  nobody is asked by a check, which is a dry run; the call itself asks");
        for (var obligation : decision.obligations())
            if (PlainJson.of(obligation.properties()).hasNonNull("approval"))
                System.out.println(asked(PlainJson.of(obligation.properties()), context));
        return decision.allowed() ? 0 : DENIED;
    }

    /** Not where whoever asks is to sign in again. */
    static boolean waitsForSomebody(Decision denial) {
        return denial.isHeld()
                && denial.obligations().stream()
                        .anyMatch(it -> PlainJson.of(it.properties())
                                .path("action")
                                .asText()
                                .equals("approval"));
    }

    /** Where it is answered: by a page, and by a command where it is known who does. */
    private static String asked(JsonNode properties, CommandContext context) {
        var approval = properties.path("approval").asText();
        var page = "  its page: " + context.consoleUrl() + "/approvals/" + approval;
        var approver = properties.path("approver").asText();
        return approver.startsWith("per_")
                ? page + "\n  or: deploy/mandate approvals approve \""
                        + context.lookup().nameOf(approver) + "\" " + approval
                : page;
    }

    /** Such as {@code approval (approver Ada Abel, approval apr_…)}; what is Mandate's own is called by what it asks for. */
    static String inWords(Obligation obligation, UnaryOperator<String> names) {
        var properties = PlainJson.of(obligation.properties());
        var details = new ArrayList<String>();
        properties.properties().forEach(each -> {
            var value = each.getValue().asText();
            if (!OWN.contains(each.getKey()))
                details.add(each.getKey() + " " + (value.startsWith("per_") ? names.apply(value) : value));
        });
        var what = properties.path("action").asText(obligation.type()).replace('_', ' ');
        return details.isEmpty() ? what : what + " (" + String.join(", ", details) + ")";
    }
}
