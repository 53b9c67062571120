package dev.mandate.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tartarus.snowball.ext.EnglishStemmer;

/** Reads a text into words by their stems, in linear time. */
final class Wording {
    /** A longer one is no word that anybody asks by. */
    private static final int LONGEST = 32;

    /** Before a word that can be a verb: nothing of its sentence, or one of these. */
    private static final Set<String> BEFORE_VERBS = Set.of(
            "to",
            "and",
            "then",
            "please",
            "you",
            "or",
            "also",
            "now",
            "just",
            "kindly",
            "should",
            "must",
            "can",
            "could",
            "will",
            "would",
            "me",
            "not",
            "don",
            "finally",
            "lastly",
            "next",
            "afterwards",
            "first",
            "ll",
            "let",
            "us");

    private static final Set<String> TELLING = Set.of("did", "does", "had");
    private static final Set<String> CLAUSES = Set.of("and", "then", "please", "but");

    /**
     * @param stem in lower case
     * @param plain as it was written, in lower case
     * @param verb it stands where somebody may be told to do something, and has the form for it
     * @param name it is written as a name is
     * @param told its clause asks what somebody did ("what did Ada write")
     */
    record Word(String stem, String plain, boolean verb, boolean name, boolean told) {}

    private Wording() {}

    static Set<String> stems(String words, Predicate<String> wanted) {
        var stemmer = new EnglishStemmer();
        return Arrays.stream(words.split(" "))
                .filter(wanted)
                .map(word -> stem(stemmer, word.startsWith("~") ? word.substring(1) : word))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Of a sentence. */
    static List<Word> of(String text) {
        var words = new ArrayList<Word>();
        var stemmer = new EnglishStemmer();
        var before = "";
        var begins = true;
        var told = false;
        for (int at = 0; at < text.length(); ) {
            if (!Character.isLetter(text.charAt(at))) {
                if (".!?;:,\n(".indexOf(text.charAt(at)) >= 0) begins = true;
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && Character.isLetter(text.charAt(end))) end++;
            if (end - at <= LONGEST) {
                var plain = LowerCase.of(text.substring(at, end));
                var verb = !past(plain)
                        && !plural(plain)
                        && (begins || BEFORE_VERBS.contains(before) || plain.endsWith("ing"));
                told = !begins && !CLAUSES.contains(plain) && told || TELLING.contains(plain);
                words.add(new Word(stem(stemmer, plain), plain, verb, Character.isUpperCase(text.charAt(at)), told));
                before = plain;
            }
            begins = false;
            at = end;
        }
        return words;
    }

    /** Of a name as programs write it: {@code delete_file}, {@code deleteFile}, {@code delete-file}. */
    static List<String> named(String name) {
        var parts = new StringBuilder(name.length() + 8);
        for (int at = 0; at < name.length(); at++) {
            var letter = name.charAt(at);
            if (at > 0 && Character.isUpperCase(letter) && Character.isLowerCase(name.charAt(at - 1)))
                parts.append(' ');
            parts.append(letter);
        }
        return of(parts.toString()).stream().map(Word::stem).toList();
    }

    /** Stems of a text's first sentence: what comes after it are details. */
    static List<String> firstSentence(String text) {
        var end = 0;
        while (end < text.length() && ".!?\n".indexOf(text.charAt(end)) < 0) end++;
        return of(text.substring(0, end)).stream().map(Word::stem).toList();
    }

    /** What somebody did ("shared", "posted") is not what he is asked to do. */
    static boolean past(String plain) {
        return plain.length() > 4 && plain.endsWith("ed") && !plain.endsWith("eed");
    }

    private static boolean plural(String plain) {
        return plain.length() > 3 && plain.endsWith("s") && !plain.endsWith("ss");
    }

    private static String stem(EnglishStemmer stemmer, String word) {
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }
}
