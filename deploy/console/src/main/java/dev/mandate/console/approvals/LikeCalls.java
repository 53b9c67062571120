package dev.mandate.console.approvals;

import dev.mandate.events.cloudevents.PlainText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Calls like one that is asked for, which whose task it is may agree to instead of being asked for each.
 *
 * @param task the delegation within which
 * @param tool that is called
 * @param called what people know the tool as, with its id
 * @param limits of which at least one is chosen
 * @param policies that ask
 * @param policyVersion by which they do
 * @param arguments names of all that the call has; calls with others are asked for
 */
public record LikeCalls(
        String task,
        String tool,
        String called,
        List<Limit> limits,
        List<String> policies,
        String policyVersion,
        List<String> arguments) {
    public LikeCalls {
        limits = List.copyOf(limits);
        policies = List.copyOf(policies);
        arguments = List.copyOf(arguments);
    }

    /** All that such a call may have. */
    public String names() {
        return String.join(", ", arguments);
    }

    /**
     * What one argument is held to.
     *
     * @param operator as delegations have it
     */
    public record Limit(String argument, String operator, List<String> values) {
        public Limit {
            values = List.copyOf(values);
        }

        /** What follows the argument's name and "is". */
        public String words() {
            if (operator.equals("BETWEEN")) return values.stream().distinct().collect(Collectors.joining(" to "));
            return values.stream().map(PlainText::quoted).collect(Collectors.joining(" or "));
        }
    }

    /** Those of these arguments. */
    List<Limit> chosen(Set<String> arguments) {
        return limits.stream()
                .filter(limit -> arguments.contains(limit.argument()))
                .toList();
    }

    /** What a page says of it, as one text. */
    String asText() {
        return limits.stream()
                .map(limit -> limit.argument() + " " + limit.words())
                .collect(Collectors.joining("\n", called + "\n", "\n" + names()));
    }
}
