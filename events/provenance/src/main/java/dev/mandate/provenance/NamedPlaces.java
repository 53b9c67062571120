package dev.mandate.provenance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The addresses, URLs, accounts and paths that a person's words name, in whatever language. */
final class NamedPlaces {
    private static final int MOST = 64;
    private static final Pattern NEXT_SENTENCE = Pattern.compile("(?<=\\p{Ll})\\.(?=\\p{Lu}\\p{Ll})");

    /** A repository as people write it, {@code owner/name}. "And/or" is written so too, and no call names it. */
    private static final Pattern REPOSITORY = Pattern.compile(
            "(?<![\\p{L}\\p{N}_./@:-])[\\p{L}\\p{N}_-][\\p{L}\\p{N}_.-]{1,63}/[\\p{L}\\p{N}_.-]{1,63}[\\p{L}\\p{N}_-](?![\\p{L}\\p{N}_/@:-])");

    private NamedPlaces() {}

    /** The first 64, as {@link Identifier#value()} says. */
    static List<String> in(String words) {
        var places = new LinkedHashSet<String>();
        var plain = Spelling.plain(words);
        for (var within = new IdentifierFinder(plain); places.size() < MOST && within.find(); ) {
            var place = Identifier.of(ended(within.found())).value();
            if (!place.isEmpty()) places.add(place);
        }
        for (var repository = REPOSITORY.matcher(plain); places.size() < MOST && repository.find(); )
            places.add(Identifier.of(repository.group()).value());
        return List.copyOf(places);
    }

    /** Those that were told first, as they were. */
    static List<String> behind(List<String> told, List<String> places) {
        if (places.isEmpty()) return told;
        var named = new LinkedHashSet<>(told);
        named.addAll(places);
        return List.copyOf(named);
    }

    /** Without the sentence that begins right behind a host, where somebody left the space out ({@code www.shop.com.They}). */
    private static String ended(String found) {
        for (var next = NEXT_SENTENCE.matcher(found); next.find(); ) {
            var place = found.substring(0, next.start());
            var host = Identifier.of(place).host();
            if (host != null && LowerCase.of(place).endsWith(host) && Sites.registered(host)) return place;
        }
        return found;
    }
}
