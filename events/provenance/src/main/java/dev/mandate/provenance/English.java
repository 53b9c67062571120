package dev.mandate.provenance;

import dev.mandate.provenance.Wording.Token;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.snowball.SnowballFilter;

/**
 * Whether a text is English: in another language the same letters mean something else, so that nothing can be said of what it asks for.
 * Told by the small words that every sentence has, of the languages for which Lucene lists them.
 */
final class English {
    private static final Set<String> OWN = listed("english_stop.txt", "|");
    private static final List<Set<String>> OTHERS = new ArrayList<>();
    /** One may be a name or a dish. */
    private static final int FEWEST = 2;

    static {
        for (var language : List.of(
                "danish",
                "dutch",
                "finnish",
                "french",
                "german",
                "hungarian",
                "indonesian",
                "italian",
                "norwegian",
                "portuguese",
                "spanish",
                "swedish")) OTHERS.add(other(language + "_stop.txt", "|"));
        for (var language : List.of("cz", "ro", "tr"))
            OTHERS.add(other("/org/apache/lucene/analysis/" + language + "/stopwords.txt", "#"));
    }

    private English() {}

    private static Set<String> other(String file, String comment) {
        var words = new HashSet<>(listed(file, comment));
        words.removeAll(OWN);
        return words;
    }

    private static Set<String> listed(String file, String comment) {
        try (var stream = Objects.requireNonNull(SnowballFilter.class.getResourceAsStream(file), file);
                var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var words = new HashSet<String>();
            var listed = comment.equals("|")
                    ? WordlistLoader.getSnowballWordSet(reader)
                    : WordlistLoader.getWordSet(reader, comment);
            for (var word : listed) words.add(new String((char[]) word));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It is of every sentence. */
    static boolean small(String word) {
        return OWN.contains(word);
    }

    /** True of a few words that could be of any language. */
    static boolean is(List<Token> tokens) {
        var own = 0;
        var accented = 0;
        var counts = new int[OTHERS.size()];
        for (var token : tokens) {
            if (OWN.contains(token.plain()) && token.plain().length() > 1) own++;
            for (int at = 0; at < counts.length; at++) if (OTHERS.get(at).contains(token.plain())) counts[at]++;
            if (!token.name() && token.plain().chars().anyMatch(letter -> letter > 'z')) accented++;
        }
        var most = accented;
        for (var count : counts) most = Math.max(most, count);
        return most <= own || most < FEWEST && own + most < tokens.size();
    }

    /** An alphabet of its own needs no list; nor does a word of it tell anything here. */
    static boolean letters(String text) {
        var letters = 0;
        var latin = 0;
        for (int at = 0; at < text.length(); at++) {
            var letter = text.charAt(at);
            if (!Character.isLetter(letter)) continue;
            letters++;
            if (letter < '\u0250') latin++;
        }
        return latin * 2 >= letters;
    }
}
