package dev.mandate.authz.engine.cost;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Many short texts: those that share one hash, as whoever asks can choose them, and others of the same length. */
public final class Texts {
    private static final int PAIRS = 12;

    private Texts() {}

    /** At most 4,096, of 24 characters. {@code Aa} and {@code BB} have one hash, and so has whatever is made of as many of them. */
    public static List<String> colliding(int count) {
        return IntStream.range(0, count).mapToObj(Texts::ofPairs).toList();
    }

    private static String ofPairs(int number) {
        var text = new StringBuilder();
        for (var pair = 0; pair < PAIRS; pair++) text.append((number >> pair & 1) == 0 ? "Aa" : "BB");
        return text.toString();
    }

    public static List<String> ordinary(int count) {
        var random = new Random(17);
        return IntStream.range(0, count)
                .mapToObj(i -> random.ints(2 * PAIRS, 'a', 'z' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toList();
    }
}
