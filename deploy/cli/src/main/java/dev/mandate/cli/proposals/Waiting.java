package dev.mandate.cli.proposals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mandate.events.cloudevents.PlainJson;
import java.util.function.UnaryOperator;

/** An answer that says that a change waits for people. */
public final class Waiting {
    /** Exit code of a command whose change waits. */
    public static final int EXIT = 4;

    private Waiting() {}

    public static boolean is(JsonNode answer) {
        return answer.hasNonNull("proposal") && answer.hasNonNull("digest");
    }

    /** Says what waits, for whom, and what to do. */
    public static int told(JsonNode answer) {
        var proposal = PlainJson.of(answer);
        print(proposal, id -> id);
        System.out.println("  deploy/mandate proposals approve "
                + proposal.path("proposal").asText() + " \"NAME OF A PERSON\"   (me for yourself, after login)");
        return EXIT;
    }

    /** @param names of people and agents by their ids */
    static void print(JsonNode proposal, UnaryOperator<String> names) {
        System.out.println("  " + proposal.path("proposal").asText() + "  "
                + proposal.path("summary").asText());
        for (var line : proposal.path("touches")) System.out.println("    touches " + line.asText());
        System.out.println("  proposed by " + who(proposal.path("proposedBy"), names) + " at "
                + proposal.path("proposedAt").asText());
        for (var approval : proposal.path("approvals"))
            System.out.println("  approved by " + who(approval.path("by"), names) + " at "
                    + approval.path("at").asText());
        if (proposal.hasNonNull("settledWhy"))
            System.out.println("  " + proposal.path("settledWhy").asText());
        System.out.println("  " + proposal.path("says").asText());
    }

    private static String who(JsonNode by, UnaryOperator<String> names) {
        var subject = by.path("subject").asText();
        var client = by.path("client").asText();
        var who = subject.startsWith("per_") || subject.startsWith("agt_") ? names.apply(subject) : subject;
        return subject.equals(client) ? who : who + " by " + client;
    }
}
