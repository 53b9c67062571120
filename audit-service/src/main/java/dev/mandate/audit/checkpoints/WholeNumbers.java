package dev.mandate.audit.checkpoints;

import java.math.BigInteger;

/** Parameters that are numbers of lines, sizes and places. */
final class WholeNumbers {
    /** Of lines and checkpoints on a page. */
    static final int MOST = 1000;

    private WholeNumbers() {}

    /** @throws IllegalArgumentException if it is none */
    static Long parse(String text) {
        if (!text.matches("-?[0-9]{1,19}") || new BigInteger(text).bitLength() >= Long.SIZE)
            throw new IllegalArgumentException("it must be a whole number");
        return Long.valueOf(text);
    }
}
