package dev.mandate.provenance;

import dev.mandate.events.digests.Sha256;
import dev.mandate.events.lifecycle.ToolLabel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Arguments of a call as digests, so that the same demand made in many tasks can be recognised without keeping texts. */
public final class Spread {
    private static final Set<String> EMPTY = Set.of("null", "none", "true", "false", "undefined");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int SHORTEST = 4;
    private static final int SHORTEST_CODE = 3;
    private static final int LONGEST = 128;
    private static final int BYTES = 8;
    private static final int MAX = 32;
    private static final int MOST_KEPT = 2_048;

    /** A call's are asked for when it is decided about, when it is judged, and when its session is learnt from. */
    private static final Memo<String, String> KEPT =
            new Memo<>(MOST_KEPT, named -> Sha256.of(named).hex(BYTES));

    private Spread() {}

    /**
     * Of each argument with three letters in a row, or with letters and digits as a number of an article has; of a tool that
     * destroys, of plain numbers too. The first 32.
     */
    public static Set<String> digests(String tool, Set<ToolLabel> labels, Map<String, Object> arguments) {
        return digests(tool, labels, arguments, text -> false);
    }

    /** @param without arguments of which none is wanted, as they were written */
    static Set<String> digests(
            String tool, Set<ToolLabel> labels, Map<String, Object> arguments, Predicate<String> without) {
        var numbers = labels.contains(ToolLabel.DESTROY); // there a number alone is what the call is about
        var texts = new ArrayList<String>();
        Mention.texts(arguments, texts);
        var digests = new LinkedHashSet<String>();
        for (var text : texts) {
            var plain = LowerCase.of(text.strip());
            if (EMPTY.contains(plain) || digests.size() == MAX) continue;
            var number = numbers && NUMBER.matcher(plain).matches();
            if (!number && !code(plain) && (plain.length() < SHORTEST || !wordy(plain)) || without.test(text)) continue;
            digests.add(digest(tool, plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST)));
        }
        return digests;
    }

    private static boolean wordy(String text) {
        int letters = 0;
        for (int at = 0; at < text.length(); at++) {
            letters = Character.isLetter(text.charAt(at)) ? letters + 1 : 0;
            if (letters == 3) return true;
        }
        return false;
    }

    private static boolean code(String text) {
        return text.length() >= SHORTEST_CODE
                && text.indexOf(' ') < 0
                && text.chars().anyMatch(Character::isLetter)
                && text.chars().anyMatch(Character::isDigit);
    }

    private static String digest(String tool, String text) {
        return KEPT.of(tool.length() + ":" + tool + text);
    }
}
