package dev.mandate.provenance;

import dev.mandate.events.cloudevents.EncodedText;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/** Words that can tell one matter from another: four letters or more, and none that every message has. */
public final class Words {
    private static final int SHORTEST = 4;
    /** In bytes as written. A longer one is no word, nor is its beginning: two that begin alike would speak for each other. */
    public static final int LONGEST = 128;

    private static final Set<String> COMMON = Set.of(
            "http",
            "https",
            "html",
            "info",
            "user",
            "users",
            "information",
            "informations",
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
        each(LowerCase.of(text), (word, start) -> words.add(word));
        return words;
    }

    /**
     * Each time it stands there, with where it begins.
     *
     * @param text in lower case
     */
    static void each(String text, ObjIntConsumer<String> taker) {
        var start = 0;
        for (var at = 0; at <= text.length(); ) {
            var letter = at < text.length() ? text.codePointAt(at) : ' ';
            if (!Character.isLetter(letter)) {
                if (at - start >= SHORTEST) {
                    var word = text.substring(start, at);
                    if (EncodedText.bytes(word) <= LONGEST && !COMMON.contains(word)) taker.accept(word, start);
                }
                start = at + Character.charCount(letter);
            }
            at += Character.charCount(letter);
        }
    }

    static boolean shared(Set<String> some, Set<String> others) {
        return !Collections.disjoint(some, others);
    }
}
