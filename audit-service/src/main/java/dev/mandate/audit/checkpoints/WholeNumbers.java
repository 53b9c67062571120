package dev.mandate.audit.checkpoints;

import dev.mandate.messaging.http.QueryParameters;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Parameters that are numbers of lines, sizes and places. */
final class WholeNumbers {
    private static final int MOST = 1000;

    private WholeNumbers() {}

    /** How many a page has at most: 1 to 1000. */
    static int limit(String limit) {
        return QueryParameters.parsed("limit", limit, text -> {
            if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST)
                throw new IllegalArgumentException("it must be a whole number from 1 to " + MOST);
            return Integer.parseInt(text);
        });
    }

    static long number(String name, @Nullable String value, long absent) {
        if (value == null) return absent;
        return QueryParameters.parsed(name, value, text -> {
            if (!text.matches("-?[0-9]{1,19}") || new BigInteger(text).bitLength() >= Long.SIZE)
                throw new IllegalArgumentException("it must be a whole number");
            return Long.parseLong(text);
        });
    }
}
