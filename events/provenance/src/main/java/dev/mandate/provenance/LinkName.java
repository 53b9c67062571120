package dev.mandate.provenance;

import java.util.Set;
import java.util.regex.Pattern;

/** What a link is named after, by the words in it. Whoever writes a link chooses them. */
final class LinkName {
    /** Apart from others, and neither the end of a host nor of a file's name. */
    private static final Pattern SHORT = Pattern.compile("(?<![\\p{L}\\p{N}.])\\p{L}{2,3}(?![\\p{L}\\p{N}])");

    private LinkName() {}

    /** @param stems of what the task speaks of */
    static boolean isAmong(Identifier url, Set<String> stems) {
        for (var word : Wording.named(String.join(" ", url.words())))
            if (stems.contains(word) && !Deed.any(word)) return true;
        for (var words = SHORT.matcher(url.value()); words.find(); ) {
            var word = words.group();
            if (English.small(word) || Task.OPENERS.contains(word)) continue;
            for (var stem : Wording.named(word)) if (stems.contains(stem) && !Deed.any(stem)) return true;
        }
        return false;
    }
}
