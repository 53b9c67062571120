package dev.mandate.identity.tasks;

import dev.mandate.events.lifecycle.ToolLabel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a tool can do, as a person reads it. */
final class LabelWords {
    /** Whoever hasn't named such a tool didn't mean it: a program that nobody knows reads by it what is his, or what it does leaves, or stays. */
    private static final Set<ToolLabel> CONSEQUENTIAL = EnumSet.complementOf(EnumSet.of(ToolLabel.UNTRUSTED));

    private LabelWords() {}

    static List<String> of(Set<ToolLabel> labels) {
        return labels.stream().sorted().map(LabelWords::of).toList();
    }

    static boolean consequential(Set<ToolLabel> labels) {
        return labels.stream().anyMatch(CONSEQUENTIAL::contains);
    }

    private static String of(ToolLabel label) {
        return switch (label) {
            case PRIVATE -> "reads what isn't public";
            case UNTRUSTED -> "may show what strangers wrote";
            case EGRESS -> "sends to where it is told";
            case MONEY -> "moves money";
            case CREDENTIAL -> "changes how somebody signs in";
            case GRANT -> "gives rights to somebody";
            case DESTROY -> "destroys what can't be restored";
            case STATE -> "changes something";
        };
    }
}
