package dev.mandate.provenance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tartarus.snowball.ext.EnglishStemmer;

/** Reads a text into words by their stems, in linear time. */
final class Wording {
    /** A longer one is no word that anybody asks by. */
    private static final int LONGEST = 32;

    private static final String CLAUSE_ENDS = ".!?;:,\n(";
    private static final String SENTENCE_ENDS = ".!?;\n";

    /**
     * As it was written.
     *
     * @param plain in lower case
     * @param begins a clause begins with it
     * @param opens a sentence begins with it
     * @param counted a number stands before it
     * @param name it is written as a name is
     * @param queried its sentence ends with a question mark
     */
    record Token(String plain, boolean begins, boolean opens, boolean counted, boolean name, boolean queried) {}

    /** Words for no deed that have the stem of one: to terminate, inform, import, authorize, organize, edit. */
    private static final Set<String> APART =
            words("terminal information important author authority organization organisation edition");

    private Wording() {}

    static Set<String> words(String words) {
        return Set.of(words.split(" "));
    }

    static Set<String> stems(String words) {
        return stems(words, word -> true);
    }

    static Set<String> stems(String words, Predicate<String> wanted) {
        var stemmer = new EnglishStemmer();
        return Arrays.stream(words.split(" "))
                .filter(wanted)
                .map(word -> stem(stemmer, word))
                .collect(Collectors.toUnmodifiableSet());
    }

    static List<Token> tokens(String text) {
        var tokens = new ArrayList<Token>();
        var begins = true;
        var opens = true;
        var counted = false;
        var opened = 0;
        for (int at = 0; at < text.length(); ) {
            var letter = text.charAt(at);
            if (!Character.isLetter(letter)) {
                if (CLAUSE_ENDS.indexOf(letter) >= 0 && ends(text, at)) begins = true;
                if (SENTENCE_ENDS.indexOf(letter) >= 0 && ends(text, at)) {
                    if (letter == '?') for (; opened < tokens.size(); opened++) query(tokens, opened);
                    opened = tokens.size();
                    opens = true;
                }
                counted |= Character.isDigit(letter);
                at++;
                continue;
            }
            int end = at;
            while (end < text.length() && Character.isLetter(text.charAt(end))) end++;
            if (end - at <= LONGEST) {
                var plain = LowerCase.of(text.substring(at, end));
                tokens.add(new Token(plain, begins, opens, counted, Character.isUpperCase(letter), false));
                opens = false;
            }
            begins = false;
            counted = false;
            at = end;
        }
        return tokens;
    }

    private static void query(List<Token> tokens, int at) {
        var token = tokens.get(at);
        tokens.set(at, new Token(token.plain(), token.begins(), token.opens(), token.counted(), token.name(), true));
    }

    /** A dot within {@code notes.txt} or {@code 2.5} ends nothing. */
    private static boolean ends(String text, int at) {
        return text.charAt(at) != '.' || at + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(at + 1));
    }

    /** A word in small letters begins behind an abbreviation: {@code SMSMessage}, but not {@code IDs}. */
    private static boolean word(String name, int at) {
        return at + 2 < name.length()
                && Character.isUpperCase(name.charAt(at - 1))
                && Character.isLowerCase(name.charAt(at + 1))
                && Character.isLowerCase(name.charAt(at + 2));
    }

    /** Of a name as programs write it: {@code delete_file}, {@code deleteFile}, {@code delete-file}, {@code sendSMSMessage}. */
    static List<String> named(String name) {
        var parts = new StringBuilder(name.length() + 8);
        for (int at = 0; at < name.length(); at++) {
            var letter = name.charAt(at);
            if (at > 0
                    && Character.isUpperCase(letter)
                    && (Character.isLowerCase(name.charAt(at - 1)) || word(name, at))) parts.append(' ');
            parts.append(letter);
        }
        return inOrder(parts.toString());
    }

    /** Stems of a text's first sentence: what comes after it are details. */
    static List<String> firstSentence(String text) {
        var end = 0;
        while (end < text.length() && ".!?\n".indexOf(text.charAt(end)) < 0) end++;
        return inOrder(text.substring(0, end));
    }

    private static List<String> inOrder(String text) {
        var stemmer = new EnglishStemmer();
        return tokens(text).stream().map(token -> stem(stemmer, token.plain())).toList();
    }

    /** What somebody did ("shared", "posted") is not what he is asked to do. */
    static boolean past(String plain) {
        return plain.length() > 4 && plain.endsWith("ed") && !plain.endsWith("eed") && !plain.equals("embed");
    }

    static boolean plural(String plain) {
        return plain.length() > 3 && plain.endsWith("s") && !plain.endsWith("ss");
    }

    private static String singular(String plain) {
        if (!plural(plain)) return plain;
        return plain.endsWith("ies")
                ? plain.substring(0, plain.length() - 3) + "y"
                : plain.substring(0, plain.length() - 1);
    }

    static String stem(EnglishStemmer stemmer, String word) {
        var one = singular(word);
        if (APART.contains(one)) return one;
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    /** Pairs of words as {@code first+second}, by their stems; of those that are written otherwise nothing. */
    static Map<String, Set<String>> pairs(String words) {
        var stemmer = new EnglishStemmer();
        var pairs = new LinkedHashMap<String, Set<String>>();
        for (var word : words.split(" ")) {
            var plus = word.indexOf('+');
            if (plus < 0) continue;
            pairs.computeIfAbsent(stem(stemmer, word.substring(0, plus)), first -> new HashSet<>())
                    .add(stem(stemmer, word.substring(plus + 1)));
        }
        return pairs;
    }
}
