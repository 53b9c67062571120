package dev.mandate.events.provenance;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Words that can tell one matter from another: four letters or more, and none that every message has. */
public final class Words {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}]+");
    private static final int SHORTEST = 4;
    private static final Set<String> COMMON = Set.of(
            "http",
            "https",
            "html",
            "info",
            "user",
            "users",
            "document",
            "documents",
            "download",
            "downloads",
            "file",
            "files",
            "post",
            "mail",
            "gmail",
            "email",
            "emails",
            "google",
            "outlook",
            "hotmail",
            "yahoo",
            "icloud",
            "proton",
            "protonmail",
            "subject",
            "body",
            "message",
            "important",
            "please",
            "this",
            "that",
            "with",
            "from",
            "your",
            "have",
            "account",
            "click",
            "page",
            "website",
            "link",
            "none",
            "null",
            "title",
            "true",
            "false",
            "donotreply",
            "noreply",
            "bill",
            "payment",
            "home",
            "index",
            "data",
            "text",
            "content",
            "name",
            "test");

    private Words() {}

    public static Set<String> of(String text) {
        var words = new LinkedHashSet<String>();
        for (var word : BETWEEN.split(text.toLowerCase(Locale.ROOT)))
            if (word.length() >= SHORTEST && !COMMON.contains(word)) words.add(word);
        return words;
    }

    static boolean shared(Set<String> some, Set<String> others) {
        return !Collections.disjoint(some, others);
    }
}
