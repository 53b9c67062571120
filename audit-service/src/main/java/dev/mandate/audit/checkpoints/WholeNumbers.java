package dev.mandate.audit.checkpoints;

import dev.mandate.messaging.http.QueryParameters;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Parameters that are numbers of lines, sizes and places. */
final class WholeNumbers {
    /** Of lines and checkpoints on a page. */
    static final int MOST = 1000;

    private WholeNumbers() {}

    static long number(String name, @Nullable String value, long absent) {
        return value == null ? absent : QueryParameters.parsed(name, value, WholeNumbers::parse);
    }

    /** @throws IllegalArgumentException if it is none */
    static Long parse(String text) {
        if (!text.matches("-?[0-9]{1,19}") || new BigInteger(text).bitLength() >= Long.SIZE)
            throw new IllegalArgumentException("it must be a whole number");
        return Long.valueOf(text);
    }
}
